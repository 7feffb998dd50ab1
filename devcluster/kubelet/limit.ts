export type Limit = <T>(task: () => Promise<T>) => Promise<T>;

/** Returns a function that runs tasks in the order given, at most `most` at the same time. */
export function createLimit(most: number): Limit {
  const waiting: (() => void)[] = [];
  let head = 0;
  let running = 0;

  const release = () => {
    running -= 1;
    const next = waiting[head];
    if (!next) return;
    head += 1;
    // Dropping the served part now and then keeps the queue linear for ten thousand pods.
    if (head > 1024) {
      waiting.splice(0, head);
      head = 0;
    }
    next();
  };

  return async (task) => {
    if (running >= most)
      await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await task();
    } finally {
      release();
    }
  };
}
