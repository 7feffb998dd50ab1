import { setTimeout as sleep } from 'node:timers/promises';

import { retryDelay } from '../lib/retry-delay.js';
import type { RawObject } from './cluster.js';
import {
  ClusterError,
  isExpired,
  isForbidden,
  isNotFound,
  isUnauthorized,
} from './cluster-error.js';
import { isSilence } from './transport-error.js';

/** One line of a watch that tells of an object, or (a bookmark) only how far it is. */
export interface WatchEvent<R> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: R;
}

/** A collection that can be listed, and watched from a version on. */
export interface Collection<R> {
  list(): Promise<{ items: R[]; resourceVersion: string }>;
  watch(resourceVersion: string): AsyncIterable<WatchEvent<R>>;
}

/** In milliseconds. */
export interface Patience {
  firstWait: number;
  longestWait: number;
  /** A stream that ends sooner than this without an event is trouble. */
  shortWatch: number;
  /** Trouble that lasts longer asks for a fresh list. */
  refillAfter: number;
  /** How old what is known may grow before it is given up. */
  staleAfter: number;
}

export const PATIENCE: Patience = {
  firstWait: 800,
  longestWait: 30_000,
  shortWatch: 1_000,
  refillAfter: 60_000,
  staleAfter: 120_000,
};

/** Keeps `tell` posted of every object of a collection, by name, until the signal aborts: first of a whole list, then of each
 * change. Throws what ends it: no first list, a refusal, or trouble for too long. In between it waits and goes on where it was. */
export async function reflect<R extends RawObject>(
  collection: Collection<R>,
  tell: (objects: ReadonlyMap<string, R>) => void,
  signal: AbortSignal,
  patience: Patience = PATIENCE,
): Promise<void> {
  let objects = new Map<string, R>();
  let version: string | undefined;
  let filled = false;
  let troubledSince: number | undefined;
  let attempt = 0;
  let broken = 0;
  const healthy = () => {
    troubledSince = undefined;
    attempt = 0;
  };
  while (!signal.aborted) {
    let openedAt = performance.now();
    try {
      if (version === undefined) {
        const { items, resourceVersion } = await collection.list();
        objects = new Map(items.map((item) => [nameOf(item), item]));
        version = resourceVersion;
        filled = true;
        tell(objects);
      }
      openedAt = performance.now();
      let events = 0;
      for await (const event of collection.watch(version)) {
        events++;
        version = event.object.metadata?.resourceVersion ?? version;
        healthy();
        if (applyEvent(objects, event)) tell(objects);
      }
      if (events === 0 && performance.now() - openedAt < patience.shortWatch)
        throw tooShort();
      broken = 0;
      healthy();
    } catch (error) {
      if (signal.aborted) return;
      if (!filled || !isPassing(error)) throw error;
      if (performance.now() - openedAt >= patience.shortWatch) healthy();
      // Bookmarks are not promised: silence is no trouble, but the connection may be dead.
      if (isSilence(error)) continue;
      troubledSince ??= performance.now();
      const troubledFor = performance.now() - troubledSince;
      if (troubledFor > patience.staleAfter) throw error;
      if (error.reason === 'BadAnswer') broken++;
      const lasting =
        error.httpStatus === 500 && troubledFor > patience.refillAfter;
      // A version that is forgotten, a stream that is damaged twice, or trouble inside the cluster that lasts: list again.
      if (isExpired(error) || broken > 1 || lasting) version = undefined;
      await rest(error, ++attempt, signal, patience);
    }
  }
}

/** True when the objects differ now. An event that is older than what is known is dropped. */
function applyEvent<R extends RawObject>(
  objects: Map<string, R>,
  { type, object }: WatchEvent<R>,
): boolean {
  if (type === 'BOOKMARK') return false;
  const name = nameOf(object);
  const known = objects.get(name);
  const order = known ? compareVersions(object, known) : 1;
  if (type === 'DELETED') return order >= 0 && objects.delete(name);
  if (order <= 0) return false;
  objects.set(name, object);
  return true;
}

function compareVersions(a: RawObject, b: RawObject): number {
  const [left, right] = [a, b].map(({ metadata }) =>
    /^\d+$/.test(metadata?.resourceVersion ?? '')
      ? BigInt(metadata?.resourceVersion ?? '')
      : undefined,
  );
  if (left === undefined || right === undefined || left === right)
    return left === right && left !== undefined ? 0 : 1;
  return left < right ? -1 : 1;
}

function nameOf({ metadata }: RawObject): string {
  return metadata?.name ?? '';
}

/** Trouble with the cluster that may go away by itself; a refusal does not. */
function isPassing(error: unknown): error is ClusterError {
  return (
    error instanceof ClusterError &&
    !isForbidden(error) &&
    !isUnauthorized(error) &&
    !isNotFound(error)
  );
}

function tooShort(): ClusterError {
  return new ClusterError('the cluster ends every watch at once', {
    call: 'WATCH',
    reason: 'Unreachable',
    executed: 'yes',
  });
}

async function rest(
  error: ClusterError,
  attempt: number,
  signal: AbortSignal,
  { firstWait, longestWait }: Patience,
): Promise<void> {
  // The first fresh list after a forgotten version needs no pause.
  if (isExpired(error) && attempt === 1) return;
  const wait = Math.max(
    (error.retryAfter ?? 0) * 1_000,
    firstWait / 2 + retryDelay(attempt, firstWait, longestWait),
  );
  await sleep(wait, undefined, { signal }).catch(() => undefined);
}
