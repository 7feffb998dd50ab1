import { describe, expect, test } from '@jest/globals';

import { limitRate } from '../../../src/cluster/rate-limit.js';
import type { Call, Transport } from '../../../src/cluster/transport.js';

const call: Call = { method: 'GET', path: '/x', shown: { headers: {} } };

describe('requests per second', () => {
  /** When each request left, in milliseconds after the start. */
  function startTransport(perSecond: number, burst: number) {
    const left: number[] = [];
    const start = performance.now();
    const note = async () => {
      left.push(performance.now() - start);
      return { status: 200, body: '', warnings: [] };
    };
    const inner: Transport = {
      send: note,
      open: async () => ({
        ...(await note()),
        chunks: (async function* () {})(),
      }),
      close: async () => undefined,
    };
    return { left, transport: limitRate(inner, { perSecond, burst }) };
  }

  test('a burst leaves at once, the others one after the other, streams among them', async () => {
    const { left, transport } = startTransport(20, 3);
    await Promise.all([
      transport.send(call),
      transport.open(call),
      transport.send(call),
      transport.send(call),
      transport.open(call),
    ]);
    expect(left).toHaveLength(5);
    expect(left[2]).toBeLessThan(40);
    expect(left[3]).toBeGreaterThanOrEqual(45);
    expect(left[4]).toBeGreaterThanOrEqual(95);
  });

  test('who would wait too long is told when to come again, and is not sent', async () => {
    const { left, transport } = startTransport(0.05, 1);
    await transport.send(call);
    await expect(transport.send(call)).rejects.toMatchObject({
      reason: 'TooManyRequests',
      executed: 'no',
      retryAfter: 20,
    });
    expect(left).toHaveLength(1);
  });

  test('who leaves is not sent', async () => {
    const { left, transport } = startTransport(1, 1);
    await transport.send(call);
    const leaving = new AbortController();
    const waiting = transport.send({ ...call, signal: leaving.signal });
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ reason: 'Aborted' });
    expect(left).toHaveLength(1);
  });
});
