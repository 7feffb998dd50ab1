import { parseQuantity } from '../quantity/parse-quantity.js';
import { NANOS, type Quantity } from '../quantity/quantity.js';
import type { ClaimObject } from './storage-claim.js';
import { type Counter, toCount } from './usage-counter.js';

const STORAGE = 'requests.storage';
const CLAIMS = 'persistentvolumeclaims';
const OF_CLASS = '.storageclass.storage.k8s.io/';

export const CLAIM_COUNTER: Counter = {
  matches: (key) =>
    [STORAGE, CLAIMS, `count/${CLAIMS}`].includes(key) ||
    [STORAGE, CLAIMS].some((one) => key.endsWith(`${OF_CLASS}${one}`)),
  usage: (object) => {
    const { storageClassName, resources } = (object as ClaimObject).spec;
    const text = resources?.requests?.storage;
    const amounts: [string, Quantity][] = [
      [CLAIMS, toCount(1)],
      ...(text ? ([[STORAGE, toWhole(text)]] as [string, Quantity][]) : []),
    ];
    return new Map([
      [`count/${CLAIMS}`, toCount(1)],
      ...amounts,
      ...(storageClassName
        ? amounts.map(([key, quantity]): [string, Quantity] => [
            `${storageClassName}${OF_CLASS}${key}`,
            quantity,
          ])
        : []),
    ]);
  },
};

/** Bytes are counted whole. */
function toWhole(text: string): Quantity {
  const { nanos, format } = parseQuantity(text);
  return { nanos: ((nanos + NANOS - 1n) / NANOS) * NANOS, format };
}
