/** Runs work as soon as fewer than `limit` others run; the rest waits in line. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a line for work of which at most `limit` runs at once. */
export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < limit) running++;
    else await new Promise<void>((start) => waiting.push(start));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
