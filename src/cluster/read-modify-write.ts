import { setTimeout as sleep } from 'node:timers/promises';

import { sameJson } from '../lib/json-diff.js';
import { retryDelay } from '../lib/retry-delay.js';
import type {
  RawObject,
  Reader,
  WriteOptions,
  Writer,
  Written,
} from './cluster.js';
import { isConflict } from './cluster-error.js';
import type { Kind } from './kinds.js';

// A rollout's controllers write the status many times a second for a few seconds; together these tries outlast them.
const TRIES = 12;
const LONGEST_WAIT = 500;

/** What a change found and what it left. */
export interface Changed<R> extends Written<R> {
  before: R;
  /** Whether anything had to be written at all. */
  changed: boolean;
}

/** Reads an object, lets `change` return the wanted whole, and PUTs it with the version that was read. When somebody else
 * wrote in between, it reads again: unknown fields survive and two changes of different fields both win. */
export async function readModifyWrite<R extends RawObject>(
  cluster: Reader & Writer,
  kind: Kind,
  namespace: string | undefined,
  name: string,
  change: (current: R) => R,
  options: WriteOptions = {},
): Promise<Changed<R>> {
  let before: R | undefined;
  for (let attempt = 1; ; attempt++) {
    const read = await cluster.get<R>(kind, namespace, name);
    const wanted = change(structuredClone(read));
    // Nothing left to write after a conflict: our own lost PUT had arrived.
    if (sameJson(wanted, read))
      return {
        before: before ?? read,
        ...{ object: read, warnings: [], changed: attempt > 1 },
      };
    // What others wrote before this attempt is no change of ours.
    before = read;
    try {
      return {
        before,
        ...(await cluster.replace<R>(kind, wanted, options)),
        changed: true,
      };
    } catch (error) {
      if (!isConflict(error) || attempt >= TRIES) throw error;
      await sleep(retryDelay(attempt, 20, LONGEST_WAIT));
    }
  }
}
