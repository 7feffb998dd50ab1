import { createLimiter, type Limiter } from '../lib/limiter.js';
import type { ListOptions } from './cluster.js';
import { type Identity, identityKey } from './identity.js';
import { fromTransport } from './transport-error.js';

interface Bounds {
  perCaller: number;
  inAll: number;
}

/** Lists of whole clusters are long: they have bounds of their own, and those of a namespace or a page never wait for them.
 * Together they are fewer than there are connections: reads of single objects and writes always find one. */
export const LIST_BOUNDS = {
  whole: { perCaller: 5, inAll: 8 },
  part: { perCaller: 6, inAll: 8 },
} as const satisfies Record<string, Bounds>;

/** In which lists wait for their turn at the cluster: each caller in a line of their own, so that none takes the places of all
 * others, and then in one for all. */
export interface ListLines {
  /** The lines of one caller; the signal ends the waiting as it ends the call. */
  of(this: void, identity: Identity, signal?: AbortSignal): ListLine;
}

/** Does the work of a list of such a scope when it is its turn; `call` names it in errors. */
export type ListLine = <T>(
  call: string,
  scope: Pick<ListOptions<never, unknown>, 'namespace' | 'limit'>,
  list: () => Promise<T>,
) => Promise<T>;

export function createListLines(): ListLines {
  const lines = {
    whole: createLine(LIST_BOUNDS.whole),
    part: createLine(LIST_BOUNDS.part),
  };
  return {
    of(identity, signal) {
      const key = identityKey(identity);
      return async (call, { namespace, limit }, list) => {
        const isPart = namespace !== undefined || limit !== undefined;
        try {
          return await lines[isPart ? 'part' : 'whole'](key, list, signal);
        } catch (cause) {
          throw signal?.aborted ? fromTransport(call, cause, signal) : cause;
        }
      };
    },
  };
}

function createLine({ perCaller, inAll }: Bounds) {
  const all = createLimiter(inAll);
  const callers = new Map<string, { line: Limiter; users: number }>();
  return async <T>(
    key: string,
    work: () => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    let caller = callers.get(key);
    if (!caller) {
      caller = { line: createLimiter(perCaller), users: 0 };
      callers.set(key, caller);
    }
    caller.users++;
    try {
      return await caller.line(() => all(work, signal), signal);
    } finally {
      if (--caller.users === 0) callers.delete(key);
    }
  };
}
