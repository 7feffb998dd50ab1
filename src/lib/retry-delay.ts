/** Milliseconds to wait before try number `attempt` (from 1): doubled each time up to `cap`, with full jitter. */
export function retryDelay(attempt: number, first = 100, cap = 2_000): number {
  return Math.random() * Math.min(cap, first * 2 ** (attempt - 1));
}
