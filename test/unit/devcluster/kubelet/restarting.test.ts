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

describe('a container that keeps ending', () => {
  test('is restarted at once, then after delays that double, in the words of a kubelet', async () => {
    const kubelet = await start(aPod({ image: 'moorage.dev/crash:3' }));
    expect(kubelet.container.state.running).toBeDefined();
    await pass(200);
    expect(kubelet.container).toMatchObject({
      restartCount: 1,
      state: { running: expect.anything() },
      lastState: { terminated: { exitCode: 3, reason: 'Error' } },
    });
    await pass(200);
    const name = 'web_shop(11111111-2222-3333-4444-555555555555)';
    expect(kubelet.container.state).toEqual({
      waiting: {
        reason: 'CrashLoopBackOff',
        message: `back-off 10s restarting failed container=c pod=${name}`,
      },
    });
    expect(kubelet.messages('BackOff')).toEqual([
      `Back-off restarting failed container c in pod ${name}`,
    ]);
    expect(kubelet.status.phase).toBe('Running');
    await pass(1000 + 200);
    expect(kubelet.container.state.waiting?.message).toMatch(/^back-off 20s /);
    await pass(2000 + 200 + 4000 + 200 + 8000 + 200);
    expect(kubelet.container.state.waiting?.message).toMatch(
      /^back-off 2m40s /,
    );
    await pass(16_000 + 200);
    expect(kubelet.container.state.waiting?.message).toMatch(/^back-off 5m0s /);
    await pass(30_000 + 200);
    expect(kubelet.container.state.waiting?.message).toMatch(/^back-off 5m0s /);
  });

  test('a long good run makes the next failure the first one again', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/exits:1-after-90s' }),
    );
    for (let run = 1; run <= 3; run += 1) {
      await pass(90_000);
      expect(kubelet.container).toMatchObject({
        restartCount: run,
        state: { running: expect.anything() },
      });
    }
  });

  test('killed for memory', async () => {
    const kubelet = await start(aPod({ image: 'moorage.dev/out-of-memory:1' }));
    await pass(1000);
    expect(kubelet.container.lastState.terminated).toMatchObject({
      exitCode: 137,
      reason: 'OOMKilled',
    });
  });

  test('the wrong architecture stands in the log', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/exec-format-error' }),
    );
    const [container] = kubelet.room.find('shop', 'web')?.containers ?? [];
    expect(container?.history.log?.lines.map(({ text }) => text)).toEqual([
      'standard_init_linux.go:228: exec user process caused: exec format error',
      'c: ended with code 1',
    ]);
  });
});

describe('restartPolicy', () => {
  test.each([
    ['Always', 0, 'Running', 1],
    ['OnFailure', 0, 'Succeeded', 0],
    ['OnFailure', 1, 'Running', 1],
    ['Never', 0, 'Succeeded', 0],
    ['Never', 1, 'Failed', 0],
  ] as const)(
    '%s after exit code %i: %s',
    async (restartPolicy, code, phase, restarts) => {
      const image = `moorage.dev/exits:${code}`;
      const kubelet = await start(aPod({ image }, { restartPolicy }));
      await pass(200);
      expect(kubelet.status.phase).toBe(phase);
      expect(kubelet.container.restartCount).toBe(restarts);
    },
  );

  test('a finished pod says so in its conditions', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/completes' }, { restartPolicy: 'Never' }),
    );
    await pass(200);
    expect(kubelet.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'PodCompleted',
    });
    expect(kubelet.condition('Initialized')).toMatchObject({
      status: 'True',
      reason: 'PodCompleted',
    });
  });
});

describe('init containers', () => {
  const main = { image: 'registry.example/app:1' };

  test('run in order, then the others', async () => {
    const kubelet = await start(
      aPod(main, {
        initContainers: [
          { name: 'first', image: 'moorage.dev/completes:1' },
          { name: 'second', image: 'registry.example/migrate:1' },
        ],
      }),
    );
    expect(kubelet.status.phase).toBe('Pending');
    expect(kubelet.container.state.waiting?.reason).toBe('PodInitializing');
    expect(kubelet.condition('Initialized')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [first second]',
    });
    await pass(1000);
    expect(kubelet.status.phase).toBe('Running');
    expect(
      kubelet.status.initContainerStatuses?.map(({ ready }) => ready),
    ).toEqual([true, true]);
  });

  test('one that fails backs off; with Never the pod fails', async () => {
    const initContainers = [{ name: 'migrate', image: 'moorage.dev/crash:1' }];
    const kubelet = await start(aPod(main, { initContainers }));
    await pass(400);
    expect(kubelet.status.initContainerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    });
    expect(kubelet.status.phase).toBe('Pending');
    const never = await start(
      aPod(main, { initContainers, restartPolicy: 'Never' }),
    );
    await pass(200);
    expect(never.status.phase).toBe('Failed');
    expect(never.container.state.waiting?.reason).toBe('PodInitializing');
  });

  test('a sidecar is started before the others and ended after them', async () => {
    const kubelet = await start(
      aPod(
        { image: 'moorage.dev/completes:1' },
        {
          restartPolicy: 'Never',
          initContainers: [
            {
              name: 'proxy',
              image: 'moorage.dev/slow-start:2',
              restartPolicy: 'Always',
              startupProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 },
            },
          ],
        },
      ),
    );
    expect(kubelet.status.phase).toBe('Pending');
    await pass(2000);
    expect(kubelet.status.phase).toBe('Running');
    await pass(1000);
    expect(kubelet.status.phase).toBe('Succeeded');
    expect(
      kubelet.status.initContainerStatuses?.[0]?.state.terminated,
    ).toMatchObject({ exitCode: 0 });
  });
});
