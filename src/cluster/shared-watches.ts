import type { FollowOptions, RawObject } from './cluster.js';
import { type Collection, reflect } from './reflect.js';

interface Shared {
  objects?: ReadonlyMap<string, RawObject>;
  /** What ended it. */
  error?: Error;
  followers: Set<() => void>;
  stop: AbortController;
}

type Open = (until: AbortSignal) => Collection<RawObject>;

/** Watches that their followers share, by key: the first opens one, and when the last leaves it ends at once. */
export function createSharedWatches(): {
  follow<R extends RawObject>(
    key: string,
    open: Open,
    name: string,
    options: FollowOptions,
  ): AsyncGenerator<R | undefined>;
} {
  const watches = new Map<string, Shared>();

  const begin = (key: string, open: Open): Shared => {
    const stop = new AbortController();
    const shared: Shared = { followers: new Set(), stop };
    const wakeAll = () => shared.followers.forEach((wake) => wake());
    const tell = (objects: ReadonlyMap<string, RawObject>) => {
      shared.objects = objects;
      wakeAll();
    };
    watches.set(key, shared);
    reflect(open(stop.signal), tell, stop.signal).catch((error: Error) => {
      shared.error = error;
      forget(key, shared);
      wakeAll();
    });
    return shared;
  };

  const forget = (key: string, shared: Shared) => {
    if (watches.get(key) === shared) watches.delete(key);
  };

  return {
    async *follow<R extends RawObject>(
      key: string,
      open: Open,
      name: string,
      { every, signal }: FollowOptions,
    ) {
      const shared = watches.get(key) ?? begin(key, open);
      const bell = createBell(every);
      shared.followers.add(bell.ring);
      signal.addEventListener('abort', bell.ring);
      let told: { object: RawObject | undefined } | undefined;
      try {
        while (!signal.aborted) {
          if (shared.error !== undefined) throw shared.error;
          const object = shared.objects?.get(name);
          const news = told === undefined || told.object !== object;
          if (shared.objects && (news || bell.late())) {
            told = { object };
            yield object as R | undefined;
          } else await bell.rung();
        }
      } finally {
        signal.removeEventListener('abort', bell.ring);
        shared.followers.delete(bell.ring);
        if (shared.followers.size === 0) {
          forget(key, shared);
          shared.stop.abort();
        }
      }
    },
  };
}

/** Lets one wait for a ring, or for `every` milliseconds without one. */
function createBell(every: number | undefined) {
  let wake: () => void = () => undefined;
  let isLate = false;
  return {
    ring: () => wake(),
    /** Whether the last wait ended without a ring; tells it once. */
    late() {
      const was = isLate;
      isLate = false;
      return was;
    },
    rung: () =>
      new Promise<void>((resolve) => {
        const timer =
          every === undefined
            ? undefined
            : setTimeout(() => {
                isLate = true;
                resolve();
              }, every);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
