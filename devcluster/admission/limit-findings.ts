import { formatQuantity } from '../quantity/format-quantity.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import {
  compareQuantities,
  type Quantity,
  toMillis,
  ZERO,
} from '../quantity/quantity.js';
import type { Amounts } from './amounts.js';

/** What one container, pod or claim asks for. */
export interface Needs {
  requests: Amounts;
  limits: Amounts;
}

type Finding = (
  type: string,
  key: string,
  bound: string,
  needs: Needs,
) => string | undefined;

/** In the words of the API server, two blanks before "No" included. */
export const lessThan: Finding = (type, key, bound, { requests, limits }) => {
  const text = `minimum ${key} usage per ${type} is ${bound}`;
  const request = requests.get(key);
  if (!request) return `${text}.  No request is specified`;
  return (
    outside(text, 'request', bound, request, -1) ??
    outside(text, 'limit', bound, limits.get(key), -1)
  );
};

export const moreThan: Finding = (type, key, bound, { requests, limits }) => {
  const text = `maximum ${key} usage per ${type} is ${bound}`;
  const limit = limits.get(key);
  if (!limit) return `${text}.  No limit is specified`;
  return (
    outside(text, 'limit', bound, limit, 1) ??
    outside(text, 'request', bound, requests.get(key), 1)
  );
};

/** For what has no limits. */
export const moreThanRequested: Finding = (type, key, bound, { requests }) => {
  const text = `maximum ${key} usage per ${type} is ${bound}`;
  const request = requests.get(key);
  if (!request) return `${text}.  No request is specified`;
  return outside(text, 'request', bound, request, 1);
};

export const excessRatio: Finding = (
  type,
  key,
  bound,
  { requests, limits },
) => {
  const text = `${key} max limit to request ratio per ${type} is ${bound}, but`;
  const request = toMillis(requests.get(key) ?? ZERO);
  const limit = toMillis(limits.get(key) ?? ZERO);
  if (request === 0) return `${text} no request is specified or request is 0`;
  if (limit === 0) return `${text} no limit is specified or limit is 0`;
  const ratio = limit / request;
  return ratio * 1000 > toMillis(parseQuantity(bound))
    ? `${text} provided ratio is ${ratio.toFixed(6)}`
    : undefined;
};

function outside(
  text: string,
  what: string,
  bound: string,
  amount: Quantity | undefined,
  side: -1 | 1,
): string | undefined {
  const isOutside =
    amount && side * compareQuantities(amount, parseQuantity(bound)) > 0;
  return isOutside
    ? `${text}, but ${what} is ${formatQuantity(amount)}`
    : undefined;
}
