import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { createLimiter } from '../../../src/lib/limiter.js';

describe('a limiter', () => {
  test('runs no more at once than it may, all of them, failures too', async () => {
    const limit = createLimiter(3);
    let running = 0;
    let most = 0;
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        limit(async () => {
          most = Math.max(most, ++running);
          await sleep(1);
          running--;
          if (index % 5 === 0) throw new Error('no');
          return index;
        }),
      ),
    );
    expect(most).toBe(3);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(
      4,
    );
    expect(running).toBe(0);
  });

  test('lets so many through at once, the others in their order, failures too', async () => {
    const limit = createLimiter(2);
    const open: (() => void)[] = [];
    const begun: number[] = [];
    const work = [0, 1, 2, 3].map((each) =>
      limit(async () => {
        begun.push(each);
        await new Promise<void>((resolve) => open.push(resolve));
        if (each === 0) throw new Error('failed');
        return each;
      }).catch(() => 'failed'),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    open[0]?.();
    expect(await work[0]).toBe('failed');
    expect(begun).toEqual([0, 1, 2]);
    open[1]?.();
    open[2]?.();
    await Promise.all([work[1], work[2]]);
    expect(begun).toEqual([0, 1, 2, 3]);
    open[3]?.();
    expect(await Promise.all(work)).toEqual(['failed', 1, 2, 3]);
  });

  test('whoever leaves the line is not waited for, and gets the reason', async () => {
    const limit = createLimiter(1);
    let end = () => {};
    const begun: string[] = [];
    const reason = new Error('enough');
    const blocked = limit(
      () => new Promise<void>((resolve) => (end = resolve)),
    );
    const leaving = new AbortController();
    const waiting = limit(async () => begun.push('never'), leaving.signal);
    const behind = limit(async () => begun.push('behind'), leaving.signal);
    const last = limit(async () => begun.push('last'));
    leaving.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(behind).rejects.toBe(reason);
    await expect(limit(async () => 1, leaving.signal)).rejects.toBe(reason);
    end();
    await Promise.all([blocked, last]);
    expect(begun).toEqual(['last']);
  });
});
