/** Waits for work, but no longer than until the signal is aborted; the work itself goes on. */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return work;
  const { promise, leave } = abortion(signal);
  try {
    return await Promise.race([work, promise]);
  } finally {
    leave();
  }
}

function abortion(signal: AbortSignal): {
  promise: Promise<never>;
  leave(this: void): void;
} {
  let leave = () => {};
  const promise = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    leave = () => signal.removeEventListener('abort', stop);
  });
  return { promise, leave };
}
