import type { FollowOptions, RawObject } from './cluster.js';
import { ClusterError } from './cluster-error.js';
import { type Collection, reflect } from './reflect.js';

interface Shared {
  owner: string;
  objects?: ReadonlyMap<string, RawObject>;
  /** What ended it. */
  error?: Error;
  followers: Set<() => void>;
  stop: AbortController;
}

/** A watch that may be shared. */
export interface Watched {
  /** Whose watch it is: none is shared by two. */
  owner: string;
  /** What is watched. */
  path: string;
  open: (until: AbortSignal) => Collection<RawObject>;
}

/** How many watches may be open at once: each holds a connection, and every object of its collection. */
export interface WatchLimits {
  all: number;
  ofOne: number;
}

const LIMITS: WatchLimits = { all: 256, ofOne: 32 };
const TRY_AGAIN_AFTER = 5;

/** Watches that their followers share: the first opens one, and when the last leaves it ends at once. One too many is refused. */
export function createSharedWatches(limits = LIMITS): {
  follow<R extends RawObject>(
    watched: Watched,
    name: string,
    options: FollowOptions,
  ): AsyncGenerator<R | undefined>;
} {
  const watches = new Map<string, Shared>();

  const begin = (key: string, { owner, path, open }: Watched): Shared => {
    const own = [...watches.values()].filter((each) => each.owner === owner);
    if (watches.size >= limits.all || own.length >= limits.ofOne)
      throw tooMany(path);
    const stop = new AbortController();
    const shared: Shared = { owner, followers: new Set(), stop };
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
      watched: Watched,
      name: string,
      { every, signal }: FollowOptions,
    ) {
      const key = `${watched.owner} ${watched.path}`;
      const shared = watches.get(key) ?? begin(key, watched);
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

function tooMany(path: string): ClusterError {
  return new ClusterError(
    'as many watches are open as this server allows at once',
    {
      call: `WATCH ${path}`,
      reason: 'TooManyRequests',
      retryAfter: TRY_AGAIN_AFTER,
      executed: 'no',
    },
  );
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
