import { type FieldError, invalid } from '../api/field-error.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import { compareQuantities, NANOS } from '../quantity/quantity.js';
import type { LimitRangeItem } from './limit-range-item.js';
import { isOvercommittable } from './resource-rules.js';

/** The amounts of one resource: quantities, where they are given. */
interface Limited {
  min?: string;
  max?: string;
  limit?: string;
  request?: string;
  ratio?: string;
}

/** What is wrong with the order of the amounts: K14/invalid. */
export function validateLimitedAmounts(
  item: LimitRangeItem,
  field: string,
): FieldError[] {
  const { type, max, min, maxLimitRequestRatio } = item;
  const [limits, requests] =
    type === 'Pod' ? [] : [item.default, item.defaultRequest];
  const names = new Set(
    [max, min, limits, requests, maxLimitRequestRatio].flatMap((amounts) =>
      Object.keys(amounts ?? {}),
    ),
  );
  return [...names].flatMap((name) => {
    const amounts: Limited = {
      min: min?.[name],
      max: max?.[name],
      limit: limits?.[name],
      request: requests?.[name],
      ratio: maxLimitRequestRatio?.[name],
    };
    return [
      ...validateOrder(amounts, name, field),
      ...validateRatio(amounts, `${field}.maxLimitRequestRatio[${name}]`),
      ...validateEquality(amounts, name, field),
    ];
  });
}

function validateOrder(
  { min, max, limit, request }: Limited,
  name: string,
  field: string,
): FieldError[] {
  const texts = {
    min: ['min value', min],
    max: ['max value', max],
    limit: ['default limit value', limit],
    request: ['default request value', request],
    default: ['default value', limit],
  } as const;
  // What may not be greater than what, where that is said, and with which value.
  const rules = [
    ['min', 'max', 'min', min],
    ['min', 'request', 'defaultRequest', request],
    ['request', 'max', 'defaultRequest', request],
    ['request', 'limit', 'defaultRequest', request],
    ['min', 'default', 'default', min],
    ['default', 'max', 'default', max],
  ] as const;
  return rules.flatMap(([low, high, key, shown]) => {
    const [lowText, lowValue] = texts[low];
    const [highText, highValue] = texts[high];
    return isGreater(lowValue, highValue)
      ? [
          invalid(
            `${field}.${key}[${name}]`,
            shown,
            `${lowText} ${lowValue} is greater than ${highText} ${highValue}`,
          ),
        ]
      : [];
  });
}

function validateRatio(
  { min, max, ratio }: Limited,
  field: string,
): FieldError[] {
  if (!ratio) return [];
  const { nanos } = parseQuantity(ratio);
  const errors =
    nanos < NANOS
      ? [invalid(field, ratio, `ratio ${ratio} is less than 1`)]
      : [];
  if (!min || !max) return errors;
  const most =
    Number(parseQuantity(max).nanos) / Number(parseQuantity(min).nanos);
  return Number(nanos) / Number(NANOS) > most
    ? [
        ...errors,
        invalid(
          field,
          ratio,
          `ratio ${ratio} is greater than max/min = ${most.toFixed(6)}`,
        ),
      ]
    : errors;
}

function validateEquality(
  { limit, request }: Limited,
  name: string,
  field: string,
): FieldError[] {
  const differs =
    limit !== undefined &&
    request !== undefined &&
    !isOvercommittable(name) &&
    (isGreater(limit, request) || isGreater(request, limit));
  return differs
    ? [
        invalid(
          `${field}.defaultRequest[${name}]`,
          request,
          `default value ${limit} must equal to defaultRequest value ${request} in ${name}`,
        ),
      ]
    : [];
}

function isGreater(a: string | undefined, b: string | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    compareQuantities(parseQuantity(a), parseQuantity(b)) > 0
  );
}
