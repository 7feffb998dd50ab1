import { setTimeout as sleep } from 'node:timers/promises';

import { PlainError } from '../../devcluster/process/plain-error.js';

const INTERVAL_MS = 50;

/**
 * Asks again and again until the answer is not undefined, and returns it. An error counts as "not yet".
 * Throws PlainError, naming what was awaited and the last error, after the time given in milliseconds.
 */
export async function eventually<T>(
  what: string,
  timeoutMs: number,
  signal: AbortSignal,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      lastError = error;
    }
    await sleep(INTERVAL_MS);
  }
  throw new PlainError(
    `${what} did not happen within ${timeoutMs / 1000} s. ${lastError instanceof Error ? lastError.message : ''}`,
  );
}
