import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats a check until it does not throw, at most `seconds`; then throws what it threw last. */
export async function eventually<T>(
  check: () => Promise<T>,
  seconds = 15,
): Promise<T> {
  const giveUpAt = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(100);
    }
  }
}
