/** What a signal that ran out of time says. */
export function timeIsUp(): DOMException {
  return new DOMException('The time is up', 'TimeoutError');
}

/** Runs work under a signal that ends it when the time is up, or when `outer` does. Not AbortSignal.timeout: one that only
 * AbortSignal.any knows is collected as garbage on Node 20, and the deadline with it. The timer keeps both alive. */
export async function withDeadline<T>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const timer = setTimeout(() => {
    if (!outer?.aborted) own.abort(timeIsUp());
  }, milliseconds);
  try {
    return await work(
      outer ? AbortSignal.any([outer, own.signal]) : own.signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
