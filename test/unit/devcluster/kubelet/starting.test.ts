import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import type { ContainerSpec } from '../../../../devcluster/kubelet/pod-object.js';
import { aPod, pass, start } from './kubelet-on-paper.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const POD_REF = 'web_shop(11111111-2222-3333-4444-555555555555)';

describe('what a container refers to', () => {
  const env: ContainerSpec['env'] = [
    { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ];

  test('waits for the Secret, then for its key, then goes on', async () => {
    const kubelet = await start(aPod({ env }));
    expect(kubelet.container.state.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: 'secret "s" not found',
    });
    expect(kubelet.messages('Failed')).toEqual(['Error: secret "s" not found']);
    kubelet.setObject('Secret', 's', ['other']);
    await pass(1000);
    expect(kubelet.container.state.waiting?.message).toBe(
      "couldn't find key k in Secret shop/s",
    );
    kubelet.setObject('Secret', 's', ['k']);
    await pass(1000);
    expect(kubelet.container.state.running).toBeDefined();
    expect(kubelet.container.restartCount).toBe(0);
  });

  test('very old kubelets put the text into the reason', async () => {
    const variant = { 'devcluster.moorage.dev/variant': '3' };
    const kubelet = await start(aPod({ env }, {}, variant));
    expect(kubelet.container.state.waiting).toEqual({
      reason: 'secrets "s" not found',
    });
  });

  test('envFrom goes first, and what is optional is not missed', async () => {
    const kubelet = await start(
      aPod({
        env,
        envFrom: [
          { secretRef: { name: 'gone', optional: true } },
          { configMapRef: { name: 'settings' } },
        ],
      }),
    );
    expect(kubelet.container.state.waiting?.message).toBe(
      'configmap "settings" not found',
    );
  });

  test('volumes hold the whole pod back', async () => {
    const kubelet = await start(
      aPod(
        { volumeMounts: [{ name: 'v', mountPath: '/v' }] },
        {
          volumes: [
            { name: 'v', secret: { secretName: 's', items: [{ key: 'k' }] } },
            { name: 'unused', configMap: { name: 'gone' } },
          ],
        },
      ),
    );
    expect(kubelet.container.state).toEqual({
      waiting: { reason: 'ContainerCreating' },
    });
    expect(kubelet.condition('PodReadyToStartContainers')).toMatchObject({
      status: 'False',
      reason: 'PodSandboxNotReady',
    });
    kubelet.setObject('Secret', 's', []);
    await pass(1000);
    expect(kubelet.messages('FailedMount')).toEqual([
      'MountVolume.SetUp failed for volume "v" : secret "s" not found',
      'MountVolume.SetUp failed for volume "v" : references non-existent secret key: k',
    ]);
    kubelet.setObject('Secret', 's', ['k']);
    await pass(1000);
    expect(kubelet.status.phase).toBe('Running');
    expect(kubelet.condition('PodReadyToStartContainers')).toMatchObject({
      status: 'True',
      reason: null,
      message: null,
    });
  });
});

describe('runAsNonRoot', () => {
  test.each([
    ['the pod', { securityContext: { runAsNonRoot: true } }, {}],
    ['the container', {}, { securityContext: { runAsNonRoot: true } }],
  ])(
    'set on %s, keeps an image out that runs as root',
    async (_, spec, own) => {
      const kubelet = await start(aPod({ image: 'nginx:1.27', ...own }, spec));
      expect(kubelet.container.state.waiting).toEqual({
        reason: 'CreateContainerConfigError',
        message: `container has runAsNonRoot and image will run as root (pod: "${POD_REF}", container: c)`,
      });
    },
  );

  test.each([
    ['redis', { runAsUser: 1000 }, undefined],
    ['registry.example/app', {}, undefined],
    ['redis', { runAsNonRoot: false }, undefined],
    [
      'memcached',
      {},
      `container has runAsNonRoot and image has non-numeric user (memcache), cannot verify user is non-root (pod: "${POD_REF}", container: c)`,
    ],
    [
      'registry.example/app',
      { runAsUser: 0 },
      `container's runAsUser breaks non-root policy (pod: "${POD_REF}", container: c)`,
    ],
  ])('%s with %j', async (image, securityContext, message) => {
    const kubelet = await start(
      aPod(
        { image, securityContext },
        { securityContext: { runAsNonRoot: true } },
      ),
    );
    expect(kubelet.container.state.waiting?.message).toBe(message);
  });
});

describe('a command that does not exist', () => {
  test('containerd: made, and not started', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/no-executable', command: ['/serve'] }),
    );
    expect(kubelet.container).toMatchObject({
      state: {
        waiting: {
          reason: 'RunContainerError',
          message: expect.stringContaining('exec: "/serve": stat /serve'),
        },
      },
      lastState: {
        terminated: {
          reason: 'StartError',
          exitCode: 128,
          startedAt: '1970-01-01T00:00:00Z',
        },
      },
    });
    expect(kubelet.messages('Started')).toEqual([]);
    await pass(2500);
    expect(kubelet.container).toMatchObject({
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    });
  });

  test('CRI-O: cannot even be made', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/no-executable:variant-2' }),
    );
    expect(kubelet.container).toMatchObject({
      state: { waiting: { reason: 'CreateContainerError' } },
      lastState: {},
    });
    expect(kubelet.messages('Created')).toEqual([]);
    await pass(5000);
    expect(kubelet.container.restartCount).toBe(0);
  });

  test('the pod fails when nothing is restarted', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/no-executable' }, { restartPolicy: 'Never' }),
    );
    expect(kubelet.status.phase).toBe('Failed');
    expect(kubelet.container.state.terminated?.reason).toBe('StartError');
  });
});

describe('a pod without a network', () => {
  test('stays in creation, with an event each', async () => {
    const kubelet = await start(aPod({ image: 'moorage.dev/no-network' }));
    await pass(5000);
    expect(kubelet.status.phase).toBe('Pending');
    expect(kubelet.messages('FailedCreatePodSandBox')).toEqual([
      expect.stringMatching(
        /^Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "[0-9a-f]{64}": plugin type="calico"/,
      ),
    ]);
    kubelet.room.onChange({
      ...aPod(),
      metadata: { ...aPod().metadata, resourceVersion: '200' },
    });
    await pass(1000);
    expect(kubelet.status.phase).toBe('Running');
  });
});
