import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { withDeadline } from '../../../src/lib/with-deadline.js';
import { collectGarbage } from '../../support/collect-garbage.js';

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

describe('work with a deadline', () => {
  test('ends when the time is up, also when memory was collected meanwhile', async () => {
    const outer = new AbortController();
    const waiting = withDeadline(300, outer.signal, untilAborted);
    const outcome = expect(waiting).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await collectGarbage();
    await outcome;
  });

  test('ends when the outer signal does, even one that nobody else holds', async () => {
    const waiting = withDeadline(
      60_000,
      AbortSignal.timeout(300),
      untilAborted,
    );
    const outcome = expect(waiting).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await collectGarbage();
    await outcome;
  });

  test('is answered without a signal, and leaves no timer that ends it later', async () => {
    let signal: AbortSignal | undefined;
    const answer = await withDeadline(20, undefined, async (given) => {
      signal = given;
      return 'done';
    });
    await sleep(50);
    expect([answer, signal?.aborted]).toEqual(['done', false]);
  });
});
