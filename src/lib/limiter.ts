/** Runs work as soon as fewer than `limit` others run; the rest waits in line, which whoever gives a signal leaves with it. */
export type Limiter = <T>(
  work: () => Promise<T>,
  signal?: AbortSignal,
) => Promise<T>;

/** Makes a line for work of which at most `limit` runs at once. */
export function createLimiter(limit: number): Limiter {
  const waiting = new Set<() => void>();
  let running = 0;
  return async (work, signal) => {
    if (running < limit) running++;
    else await turn(waiting, signal);
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else running--;
    }
  };
}

/** Waits until whoever ends calls the next one. Throws the signal's reason. */
function turn(
  waiting: Set<() => void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (end: () => void) => {
      waiting.delete(start);
      signal?.removeEventListener('abort', abort);
      end();
    };
    const start = () => leave(resolve);
    const abort = () => leave(() => reject(signal?.reason as Error));
    if (signal?.aborted) return abort();
    waiting.add(start);
    signal?.addEventListener('abort', abort);
  });
}
