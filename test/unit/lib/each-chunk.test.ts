import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';

import { eachChunk } from '../../../src/lib/each-chunk.js';

const pieces = (count: number) =>
  Array.from({ length: count }, (_, index) => Buffer.from([index]));
const busy = (milliseconds: number) => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe('eachChunk', () => {
  test('hands over every chunk in order, and lets others have their turn', async () => {
    const seen: number[] = [];
    let turns = 0;
    const ticking = setInterval(() => turns++, 1);
    await eachChunk(Readable.from(pieces(20)), (chunk) => {
      seen.push(...chunk);
      busy(6);
    });
    clearInterval(ticking);
    expect(seen).toEqual(pieces(20).map(([byte]) => byte));
    expect(turns).toBeGreaterThan(10);
  });

  test('ends the stream with what the reader throws', async () => {
    const stream = Readable.from(pieces(3));
    const wrong = new SyntaxError('wrong');
    let calls = 0;
    const work = eachChunk(stream, () => {
      calls++;
      throw wrong;
    });
    await expect(work).rejects.toBe(wrong);
    expect([calls, stream.destroyed]).toEqual([1, true]);
  });

  test('rejects when the stream breaks or is closed in the middle', async () => {
    const broken = new Readable({ read: () => undefined });
    const wrong = new Error('reset');
    setImmediate(() => broken.destroy(wrong));
    await expect(eachChunk(broken, () => undefined)).rejects.toBe(wrong);
    const closed = new Readable({ read: () => undefined });
    setImmediate(() => closed.destroy());
    await expect(eachChunk(closed, () => undefined)).rejects.toThrow(
      'ended early',
    );
  });
});
