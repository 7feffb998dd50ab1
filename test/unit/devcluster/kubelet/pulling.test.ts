import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import { aPod, KubeletOnPaper, pass, start } from './kubelet-on-paper.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('pulling an image', () => {
  test('an ordinary image is there at once, and the next pod finds it', async () => {
    const kubelet = await start(aPod());
    expect(kubelet.container).toMatchObject({
      image: 'registry.example/app:1',
      imageID: expect.stringMatching(/^registry\.example\/app@sha256:/),
      ready: true,
      state: { running: expect.anything() },
    });
    expect(kubelet.messages('Pulling')).toEqual([
      'Pulling image "registry.example/app:1"',
    ]);
    const second = aPod();
    second.metadata = { ...second.metadata, name: 'web2', uid: 'u2' };
    await start(second, kubelet);
    expect(kubelet.messages('Pulled')).toEqual([
      expect.stringMatching(
        /^Successfully pulled image "registry.example\/app:1" in \S+ \(\S+ including waiting\)\. Image size: \d+ bytes\.$/,
      ),
      'Container image "registry.example/app:1" already present on machine and can be accessed by the pod',
    ]);
  });

  test.each([
    [
      'not-found',
      'no-such-image',
      'rpc error: code = NotFound desc = failed to pull and unpack image "moorage.dev/no-such-image:latest": failed to resolve reference "moorage.dev/no-such-image:latest": moorage.dev/no-such-image:latest: not found',
    ],
    [
      'CRI-O',
      'no-such-image:variant-2',
      'rpc error: code = Unknown desc = Error reading manifest variant-2 in moorage.dev/no-such-image: manifest unknown: manifest unknown',
    ],
    [
      'Docker',
      'refused:variant-3',
      "Error response from daemon: pull access denied for moorage.dev/refused, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    [
      'unreachable',
      'unreachable:variant-3',
      'rpc error: code = Unknown desc = Error response from daemon: Get https://moorage.dev/v2/: dial tcp: lookup moorage.dev on 192.168.64.1:53: no such host',
    ],
    [
      'untrusted',
      'untrusted',
      'failed to pull and unpack image "moorage.dev/untrusted:latest": failed to resolve reference "moorage.dev/untrusted:latest": failed to do request: Head "https://moorage.dev/v2/untrusted/manifests/latest": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [
      'architecture',
      'wrong-architecture',
      'rpc error: code = NotFound desc = failed to pull and unpack image "moorage.dev/wrong-architecture:latest": no match for platform in manifest: not found',
    ],
  ])('%s: says why in real words', async (_, path, message) => {
    const kubelet = await start(aPod({ image: `moorage.dev/${path}` }));
    expect(kubelet.container.state).toEqual({
      waiting: { reason: 'ErrImagePull', message },
    });
    expect(kubelet.status.phase).toBe('Pending');
    expect(kubelet.messages('Failed')).toEqual([
      `Failed to pull image "moorage.dev/${path}": ${message}`,
      'Error: ErrImagePull',
    ]);
  });

  test('backs off a tenth as long as the real one, and remembers the cause', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/rate-limited:variant-1' }),
    );
    await pass(1000);
    expect(kubelet.container.state.waiting).toEqual({
      reason: 'ImagePullBackOff',
      message: expect.stringMatching(
        /^Back-off pulling image "moorage.dev\/rate-limited:variant-1": ErrImagePull: .*toomanyrequests: You have reached your pull rate limit/,
      ),
    });
    expect(kubelet.messages('BackOff')).toHaveLength(1);
    await pass(1000);
    expect(kubelet.container.state.waiting?.reason).toBe('ErrImagePull');
    expect(kubelet.messages('Pulling')).toHaveLength(2);
    await pass(1000 + 1999);
    expect(kubelet.messages('Pulling')).toHaveLength(2);
    await pass(1);
    expect(kubelet.messages('Pulling')).toHaveLength(3);
  });

  test('old kubelets forget the cause', async () => {
    const kubelet = await start(
      aPod({ image: 'moorage.dev/no-such-image:variant-2' }),
    );
    await pass(1000);
    expect(kubelet.container.state.waiting?.message).toBe(
      'Back-off pulling image "moorage.dev/no-such-image:variant-2"',
    );
  });

  test('a slow pull leaves the container in creation', async () => {
    const kubelet = await start(aPod({ image: 'moorage.dev/slow-pull:3' }));
    expect(kubelet.container.state).toEqual({
      waiting: { reason: 'ContainerCreating' },
    });
    await pass(3000);
    expect(kubelet.container.state.running).toBeDefined();
  });

  test('a name that is none', async () => {
    const kubelet = await start(aPod({ image: 'ghcr.io/Owner/app:1' }));
    const message =
      'Failed to apply default image tag "ghcr.io/Owner/app:1": couldn\'t parse image name "ghcr.io/Owner/app:1": invalid reference format: repository name (Owner/app) must be lowercase';
    expect(kubelet.container.state.waiting).toEqual({
      reason: 'InvalidImageName',
      message,
    });
    expect(kubelet.messages('InspectFailed')).toEqual([message]);
    await pass(9000);
    expect(kubelet.messages('InspectFailed')).toHaveLength(1);
    await pass(1000);
    expect(kubelet.messages('InspectFailed')).toHaveLength(2);
  });

  test('policy Never waits until another pod brings the image', async () => {
    const image = 'registry.example/local:1';
    const kubelet = await start(aPod({ image, imagePullPolicy: 'Never' }));
    expect(kubelet.container.state.waiting).toEqual({
      reason: 'ErrImageNeverPull',
      message: `Container image "${image}" is not present with pull policy of Never`,
    });
    const other = aPod({ image });
    other.metadata = { ...other.metadata, name: 'other', uid: 'u2' };
    await start(other, kubelet);
    await pass(1000);
    expect(kubelet.container.state.running).toBeDefined();
  });

  test('a pull secret of the right type opens a private image', async () => {
    const pod = aPod(
      { image: 'moorage.dev/private' },
      { imagePullSecrets: [{ name: 'registry' }] },
    );
    const kubelet = await start(pod);
    expect(kubelet.container.state.waiting?.reason).toBe('ErrImagePull');
    expect(kubelet.messages('FailedToRetrieveImagePullSecret')).toEqual([
      'Unable to retrieve some image pull secrets (registry); attempting to pull the image may not succeed.',
    ]);
    kubelet.setObject('Secret', 'registry', ['a'], 'Opaque');
    await pass(2000);
    expect(kubelet.container.state.waiting?.reason).toBe('ErrImagePull');
    const type = 'kubernetes.io/dockerconfigjson';
    kubelet.setObject('Secret', 'registry', ['.dockerconfigjson'], type);
    await pass(3000);
    expect(kubelet.container.state.running).toBeDefined();
  });

  test('all delays follow the time factor', async () => {
    const pod = aPod({ image: 'moorage.dev/slow-pull:100' });
    const kubelet = await start(pod, new KubeletOnPaper(0.01));
    await pass(1000);
    expect(kubelet.container.state.running).toBeDefined();
  });
});
