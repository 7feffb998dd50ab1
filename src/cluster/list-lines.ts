import { createLimiter, type Limiter } from '../lib/limiter.js';
import { type Identity, identityKey } from './identity.js';
import { fromTransport } from './transport-error.js';

/** Fewer than there are connections: reads of single objects and writes always find one. */
const IN_ALL = 12;
const PER_CALLER = 8;

/** The lines in which lists wait for their turn at the cluster: one for each caller, so that none takes the places of all
 * others, and one for all. */
export interface ListLines {
  /** The line of one caller; the signal ends the waiting as it ends the call. */
  of(this: void, identity: Identity, signal?: AbortSignal): ListLine;
}

export type ListLine = <T>(call: string, list: () => Promise<T>) => Promise<T>;

export function createListLines({
  inAll = IN_ALL,
  perCaller = PER_CALLER,
} = {}): ListLines {
  const all = createLimiter(inAll);
  const callers = new Map<string, { line: Limiter; users: number }>();
  return {
    of(identity, signal) {
      const key = identityKey(identity);
      return async (call, list) => {
        let caller = callers.get(key);
        if (!caller)
          callers.set(
            key,
            (caller = { line: createLimiter(perCaller), users: 0 }),
          );
        caller.users++;
        try {
          return await caller.line(() => all(list, signal), signal);
        } catch (cause) {
          throw signal?.aborted ? fromTransport(call, cause, signal) : cause;
        } finally {
          if (--caller.users === 0) callers.delete(key);
        }
      };
    },
  };
}
