import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import { aPod, pass, start } from './kubelet-on-paper.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const http = { httpGet: { path: '/healthz', port: 8080 } };

describe('readiness', () => {
  test('an ordinary image is ready as soon as initialDelaySeconds are over, and is not probed again', async () => {
    const kubelet = await start(
      aPod({ readinessProbe: { ...http, initialDelaySeconds: 3 } }),
    );
    expect(kubelet.container).toMatchObject({ ready: false, started: true });
    expect(kubelet.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [c]',
    });
    await pass(2999);
    expect(kubelet.container.ready).toBe(false);
    await pass(1);
    expect(kubelet.container.ready).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('successThreshold counts', async () => {
    const readinessProbe = { ...http, successThreshold: 3, periodSeconds: 5 };
    const kubelet = await start(aPod({ readinessProbe }));
    await pass(9999);
    expect(kubelet.container.ready).toBe(false);
    await pass(1);
    expect(kubelet.container.ready).toBe(true);
  });

  test.each([
    [
      '1',
      http,
      'Get "http://10.128.0.1:8080/healthz": dial tcp 10.128.0.1:8080: connect: connection refused',
    ],
    ['2', http, 'HTTP probe failed with statuscode: 503'],
    [
      '1',
      { tcpSocket: { port: 'web' } },
      'dial tcp 10.128.0.1:9000: connect: connection refused',
    ],
    [
      '2',
      { exec: { command: ['cat', '/tmp/ok'] } },
      'command "cat /tmp/ok" timed out',
    ],
    [
      '1',
      { grpc: { port: 50 }, timeoutSeconds: 2 },
      'timeout: failed to connect service "10.128.0.1:50" within 2s: context deadline exceeded',
    ],
  ])('variant %s: tells each failure', async (variant, probe, text) => {
    const kubelet = await start(
      aPod(
        {
          image: 'moorage.dev/never-ready',
          ports: [{ name: 'web', containerPort: 9000 }],
          readinessProbe: { ...probe, periodSeconds: 4 },
        },
        {},
        { 'devcluster.moorage.dev/variant': variant },
      ),
    );
    await pass(8000);
    const message = `Readiness probe failed: ${text}`;
    expect(kubelet.messages('Unhealthy')).toEqual([message, message, message]);
    expect(kubelet.container).toMatchObject({ ready: false, restartCount: 0 });
  });

  test('without a probe the image decides', async () => {
    const kubelet = await start(aPod({ image: 'moorage.dev/slow-start:2' }));
    expect(kubelet.container.ready).toBe(false);
    await pass(2000);
    expect(kubelet.container.ready).toBe(true);
    const never = await start(aPod({ image: 'moorage.dev/never-ready' }));
    await pass(100_000);
    expect(never.container).toMatchObject({ ready: false, started: true });
  });
});

describe('startup', () => {
  test('holds the other probes back, and the container is started when it passes', async () => {
    const kubelet = await start(
      aPod({
        image: 'moorage.dev/slow-start:20',
        startupProbe: { ...http, periodSeconds: 10, failureThreshold: 30 },
        livenessProbe: { ...http, periodSeconds: 1, failureThreshold: 1 },
        readinessProbe: http,
      }),
    );
    expect(kubelet.container).toMatchObject({ ready: false, started: false });
    await pass(20_000);
    expect(kubelet.container).toMatchObject({
      ready: true,
      started: true,
      restartCount: 0,
    });
    expect(kubelet.messages('Unhealthy')).toHaveLength(2);
  });

  test('that takes too long kills the container', async () => {
    const kubelet = await start(
      aPod({
        image: 'moorage.dev/slow-start:100',
        startupProbe: { ...http, periodSeconds: 2, failureThreshold: 3 },
      }),
    );
    await pass(4000);
    expect(kubelet.messages('Killing')).toEqual([
      'Container c failed startup probe, will be restarted',
    ]);
    expect(kubelet.container.restartCount).toBe(1);
  });
});

describe('liveness', () => {
  const livenessProbe = { ...http, periodSeconds: 2, failureThreshold: 3 };

  test('kills and restarts what became unhealthy', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/unhealthy:5', livenessProbe }),
    );
    await pass(9999);
    expect(kubelet.container.restartCount).toBe(0);
    await pass(1);
    expect(kubelet.messages('Killing')).toEqual([
      'Container c failed liveness probe, will be restarted',
    ]);
    expect(kubelet.container).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 143, reason: 'Error' } },
    });
  });

  test('what hangs is killed when the grace is over', async () => {
    const kubelet = await start(
      aPod({
        image: 'moorage.dev/hung:1',
        livenessProbe: { ...livenessProbe, terminationGracePeriodSeconds: 4 },
      }),
    );
    await pass(6000);
    expect(kubelet.container.restartCount).toBe(0);
    await pass(4000);
    expect(kubelet.container).toMatchObject({
      restartCount: 1,
      lastState: { terminated: { exitCode: 137, reason: 'Error' } },
    });
  });
});
