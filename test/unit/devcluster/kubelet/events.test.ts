import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import {
  type ApiCall,
  type ApiClient,
  ApiStatusError,
} from '../../../../devcluster/kubelet/api-client.js';
import { EventCorrelator } from '../../../../devcluster/kubelet/events/event-correlator.js';
import { toEvent } from '../../../../devcluster/kubelet/events/event-object.js';
import { EventQueue } from '../../../../devcluster/kubelet/events/event-queue.js';
import { createEventRecorder } from '../../../../devcluster/kubelet/events/event-recorder.js';
import { TokenBucket } from '../../../../devcluster/kubelet/events/token-bucket.js';
import { aPod, pass } from './kubelet-on-paper.js';

const event = (message: string, reason = 'Failed', nanos = 1n) =>
  toEvent(
    aPod(),
    { type: 'Warning', reason, message, fieldPath: 'spec.containers{c}' },
    '2026-01-01T00:00:00Z',
    nanos,
  );

describe('folding events', () => {
  test('the same again counts up under the first name', () => {
    const correlator = new EventCorrelator();
    correlator.correlate(event('a', 'Failed', 1n));
    expect(correlator.correlate(event('a', 'Failed', 2n))).toMatchObject({
      metadata: { name: 'web.1' },
      count: 2,
      message: 'a',
    });
    expect(correlator.correlate(event('b', 'Failed', 3n))).toMatchObject({
      metadata: { name: 'web.3' },
      count: 1,
    });
  });

  test('from the tenth message of one reason on they are one', () => {
    const correlator = new EventCorrelator();
    for (let i = 1; i < 10; i += 1) correlator.correlate(event(`m${i}`));
    expect(correlator.correlate(event('m10', 'Failed', 10n))).toMatchObject({
      metadata: { name: 'web.a' },
      message: '(combined from similar events): m10',
      count: 1,
    });
    expect(correlator.correlate(event('m11', 'Failed', 11n))).toMatchObject({
      metadata: { name: 'web.a' },
      message: '(combined from similar events): m11',
      count: 2,
    });
  });

  test('a pod is heard 25 times and then every five minutes', () => {
    const correlator = new EventCorrelator();
    const heard = Array.from({ length: 30 }, () =>
      correlator.correlate(event('a'), 0),
    ).filter(Boolean);
    expect(heard).toHaveLength(25);
    expect(correlator.correlate(event('a'), 299_000)).toBeUndefined();
    expect(correlator.correlate(event('a'), 301_000)?.count).toBe(32);
  });
});

describe('the queue', () => {
  const queued = (type: 'Normal' | 'Warning', name: string, count = 1) => {
    const one = { ...event('m'), type, count };
    one.metadata = { namespace: 'shop', name };
    return { event: one, isNew: count === 1, tries: 0 };
  };

  test('warnings go first, a series is one, and ordinary ones are lost beyond a thousand', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 1100; i += 1) queue.add(queued('Normal', `n${i}`));
    queue.add(queued('Warning', 'w'));
    queue.add(queued('Warning', 'w', 2));
    const first = queue.take();
    expect(first).toMatchObject({ isNew: true, event: { count: 2 } });
    let rest = 0;
    while (queue.take()) rest += 1;
    expect([rest, queue.isEmpty]).toEqual([1000, true]);
  });

  test('a bucket lets a burst pass and then so many a second', () => {
    const bucket = new TokenBucket(10, 2, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(bucket.waitMs).toBe(100);
    expect(bucket.take(100)).toBe(true);
  });
});

describe('writing events', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function recorderOf(answer: (call: ApiCall) => unknown = () => ({})) {
    const calls: ApiCall[] = [];
    const client = {
      send: (call: ApiCall) => {
        calls.push(call);
        return Promise.resolve().then(() => answer(call));
      },
    } as unknown as ApiClient;
    const lost: string[] = [];
    const recorder = createEventRecorder(client, (text) => lost.push(text));
    const record = (message: string) =>
      recorder.record(aPod(), { type: 'Normal', reason: 'Started', message });
    return { calls, lost, recorder, record };
  }

  test('creates the first one and patches the count of the next', async () => {
    const { calls, record } = recorderOf();
    record('a');
    await pass();
    record('a');
    await pass();
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/namespaces/shop/events',
        body: {
          involvedObject: { kind: 'Pod', name: 'web', uid: expect.anything() },
          reason: 'Started',
          source: { component: 'kubelet', host: 'n1' },
          reportingComponent: 'kubelet',
          count: 1,
        },
      },
      { method: 'PATCH', body: { count: 2, message: 'a' } },
    ]);
    expect(calls[1]?.path).toMatch(/\/events\/web\.[0-9a-f]+$/);
  });

  test('creates it anew when it has expired', async () => {
    const { calls, record } = recorderOf(({ method }) => {
      if (method === 'PATCH') throw new ApiStatusError(404, 'gone');
    });
    record('a');
    await pass();
    record('a');
    await pass();
    expect(calls.map(({ method }) => method)).toEqual([
      'POST',
      'PATCH',
      'POST',
    ]);
  });

  test('tries again what may pass, and keeps quiet when the namespace goes', async () => {
    const failing = recorderOf(() => {
      throw new ApiStatusError(503, 'later');
    });
    failing.record('a');
    await pass();
    expect(failing.calls).toHaveLength(3);
    expect(failing.lost).toHaveLength(1);
    const refused = recorderOf(() => {
      throw new ApiStatusError(403, 'being terminated');
    });
    refused.record('a');
    await pass();
    expect([refused.calls.length, refused.lost.length]).toEqual([1, 0]);
  });

  test('a burst passes, the rest comes slowly, and nothing after the end', async () => {
    const { calls, recorder } = recorderOf();
    for (let i = 0; i < 600; i += 1) {
      const pod = aPod();
      pod.metadata = { ...pod.metadata, uid: `u${i}` };
      recorder.record(pod, { type: 'Normal', reason: 'Started', message: 'a' });
    }
    await pass();
    expect(calls).toHaveLength(400);
    await pass(500);
    expect(calls.length).toBeGreaterThan(480);
    expect(calls.length).toBeLessThan(520);
    recorder.close();
    await pass(5000);
    expect(calls.length).toBeLessThan(520);
  });
});
