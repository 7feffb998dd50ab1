import { formatQuantity } from '../quantity/format-quantity.js';
import { parseQuantity } from '../quantity/parse-quantity.js';
import {
  addQuantities,
  compareQuantities,
  type Quantity,
} from '../quantity/quantity.js';
import type { ResourceList } from './pod-object.js';

/** Quantities by resource name, ready to reckon with. */
export type Amounts = ReadonlyMap<string, Quantity>;

export function toAmounts(list: ResourceList = {}): Amounts {
  return new Map(
    Object.entries(list).map(([key, text]) => [key, parseQuantity(text)]),
  );
}

/** In the order of the keys, as the API server prints them. */
export function fromAmounts(amounts: Amounts): ResourceList {
  return Object.fromEntries(
    sorted(amounts).map(([key, quantity]) => [key, formatQuantity(quantity)]),
  );
}

/** `cpu=1,memory=1Gi` */
export function printAmounts(amounts: Amounts): string {
  return sorted(amounts)
    .map(([key, quantity]) => `${key}=${formatQuantity(quantity)}`)
    .join(',');
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, addQuantities);
}

/** The larger of both for each key. */
export function largerAmounts(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, (one, other) =>
    compareQuantities(one, other) > 0 ? one : other,
  );
}

/** What is left of the keys that a test holds for. */
export function filterAmounts(
  amounts: Amounts,
  test: (key: string, quantity: Quantity) => boolean,
): Amounts {
  return new Map([...amounts].filter(([key, quantity]) => test(key, quantity)));
}

function merge(
  a: Amounts,
  b: Amounts,
  combine: (one: Quantity, other: Quantity) => Quantity,
): Amounts {
  const result = new Map(a);
  for (const [key, quantity] of b) {
    const other = result.get(key);
    result.set(key, other ? combine(other, quantity) : quantity);
  }
  return result;
}

const sorted = (amounts: Amounts) =>
  [...amounts].sort(([a], [b]) => (a < b ? -1 : 1));
