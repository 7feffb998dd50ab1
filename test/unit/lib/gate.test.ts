import { describe, expect, test } from '@jest/globals';

import { createGate } from '../../../src/lib/gate.js';

describe('a gate', () => {
  test('lets so many through at once, the others in their order, failures too', async () => {
    const gate = createGate(2);
    const open: (() => void)[] = [];
    const begun: number[] = [];
    const work = [0, 1, 2, 3].map((each) =>
      gate(async () => {
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
});
