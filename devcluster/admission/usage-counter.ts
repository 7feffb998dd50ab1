import type { KubeObject } from '../api/kube-object.js';
import { NANOS, type Quantity } from '../quantity/quantity.js';
import type { Amounts } from './amounts.js';

/** Knows what the objects of one resource use of a quota. */
export interface Counter {
  /** Whether they count towards a key. */
  matches(key: string): boolean;
  usage(object: KubeObject, now: number): Amounts;
}

export const toCount = (count: number): Quantity => ({
  nanos: BigInt(count) * NANOS,
  format: 'decimal',
});
