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
});
