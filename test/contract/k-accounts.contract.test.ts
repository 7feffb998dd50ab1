import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane } from './plane.js';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

interface PodSpec {
  serviceAccountName?: string;
  serviceAccount?: string;
  imagePullSecrets?: { name: string }[];
  priority?: number;
  preemptionPolicy?: string;
  priorityClassName?: string;
  tolerations?: object[];
  volumes?: { name: string; projected?: object }[];
  initContainers?: Container[];
  containers: Container[];
}

interface Container {
  name: string;
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}

const bare = { name: 'c', image: 'i' };

/** The volume that brings an account's token. */
const tokenVolume = (name: string) => ({
  name,
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      {
        configMap: {
          name: 'kube-root-ca.crt',
          items: [{ key: 'ca.crt', path: 'ca.crt' }],
        },
      },
      {
        downwardAPI: {
          items: [
            {
              path: 'namespace',
              fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
            },
          ],
        },
      },
    ],
  },
});

const outlives = (key: string, tolerationSeconds = 300) => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds,
});

afterAll(closePlane);

describe('a new pod', () => {
  let namespace = '';
  beforeAll(async () => {
    namespace = await aNamespace();
    await call('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, {
      body: {
        metadata: { name: 'quiet' },
        automountServiceAccountToken: false,
        imagePullSecrets: [{ name: 'registry' }],
      },
    });
  });

  /** Makes a pod that no scheduler takes. */
  const aPod = (spec: object = {}) =>
    call('POST', `/api/v1/namespaces/${namespace}/pods`, {
      body: {
        metadata: { name: uniqueName('pod') },
        spec: { schedulerName: 'nobody', containers: [bare], ...spec },
      },
    });
  const specOf = async (spec: object = {}) => {
    const { status, body } = await aPod(spec);
    expect(status).toBe(201);
    return body.spec as unknown as PodSpec;
  };

  clause('K1/pod-admission', 'MUST get what admission gives', async () => {
    const spec = await specOf({
      volumes: [{ name: 'own', emptyDir: {} }],
      initContainers: [
        {
          ...bare,
          name: 'own',
          volumeMounts: [{ name: 'own', mountPath: TOKEN_PATH }],
        },
        { ...bare, name: 'init' },
      ],
      containers: [
        { ...bare, volumeMounts: [{ name: 'own', mountPath: '/own' }] },
        { ...bare, name: 'd' },
      ],
    });
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [outlives('not-ready'), outlives('unreachable')],
    });
    expect(spec.priorityClassName).toBeUndefined();
    expect(spec.imagePullSecrets).toBeUndefined();

    const [, volume = { name: '' }] = spec.volumes ?? [];
    expect(volume.name).toMatch(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec.volumes).toEqual([
      { name: 'own', emptyDir: {} },
      tokenVolume(volume.name),
    ]);
    const mount = { name: volume.name, mountPath: TOKEN_PATH, readOnly: true };
    expect(spec.initContainers?.map((one) => one.volumeMounts)).toEqual([
      [{ name: 'own', mountPath: TOKEN_PATH }],
      [mount],
    ]);
    expect(spec.containers.map((one) => one.volumeMounts)).toEqual([
      [{ name: 'own', mountPath: '/own' }, mount],
      [mount],
    ]);
  });

  clause('K1/account-token', 'MUST go without when told so', async () => {
    const silent = await specOf({ automountServiceAccountToken: false });
    expect(silent.volumes).toBeUndefined();
    expect(silent.containers[0]?.volumeMounts).toBeUndefined();

    const quiet = await specOf({ serviceAccountName: 'quiet' });
    expect(quiet.serviceAccount).toBe('quiet');
    expect(quiet.imagePullSecrets).toEqual([{ name: 'registry' }]);
    expect(quiet.volumes).toBeUndefined();

    const loud = await specOf({
      serviceAccount: 'quiet',
      automountServiceAccountToken: true,
      imagePullSecrets: [{ name: 'mine' }],
    });
    expect(loud.serviceAccountName).toBe('quiet');
    expect(loud.imagePullSecrets).toEqual([{ name: 'mine' }]);
    expect(loud.volumes).toHaveLength(1);
  });

  clause('K1/priority', 'MUST be of a class that exists', async () => {
    const critical = await specOf({
      priorityClassName: 'system-node-critical',
    });
    expect(critical.priority).toBe(2_000_001_000);

    for (const [spec, why] of [
      [
        { priorityClassName: 'nope' },
        'no PriorityClass with name nope was found',
      ],
      [
        { priority: 5 },
        'the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
      ],
      [
        { runtimeClassName: 'nope' },
        'pod rejected: RuntimeClass "nope" not found',
      ],
    ] as const) {
      const { status, body } = await aPod(spec);
      expect(status).toBe(403);
      expect(body.message).toMatch(/^pods "pod-[a-z0-9]+" is forbidden: /);
      expect(body.message?.replace(/^.*? is forbidden: /, '')).toBe(why);
    }
  });

  clause('K1/tolerations', 'MUST keep its own', async () => {
    const mine = outlives('not-ready', 5);
    expect((await specOf({ tolerations: [mine] })).tolerations).toEqual([
      mine,
      outlives('unreachable'),
    ]);
    const all = { operator: 'Exists' };
    expect((await specOf({ tolerations: [all] })).tolerations).toEqual([all]);
  });

  clause('K2/account', 'MUST name an account that exists', async () => {
    for (const spec of [
      { serviceAccountName: 'nope' },
      { serviceAccount: 'nope' },
    ]) {
      const { status, body } = await call(
        'POST',
        `/api/v1/namespaces/${namespace}/pods`,
        {
          body: {
            metadata: { name: 'b' },
            spec: { ...spec, containers: [bare] },
          },
        },
      );
      expect(status).toBe(403);
      expect(body).toEqual(
        failure({
          code: 403,
          reason: 'Forbidden',
          message: `pods "b" is forbidden: error looking up service account ${namespace}/nope: serviceaccount "nope" not found`,
          details: { name: 'b', kind: 'pods' },
        }),
      );
    }
  });
});

describe('a pod of a namespace that was just made', () => {
  clause('D10/early-pod', 'MUST wait for the default account', async () => {
    const namespace = uniqueName('contract');
    const path = `/api/v1/namespaces/${namespace}`;
    await call('POST', '/api/v1/namespaces', {
      body: { metadata: { name: namespace } },
    });
    const pod = await call('POST', `${path}/pods`, {
      body: {
        metadata: { name: 'early' },
        spec: { schedulerName: 'nobody', containers: [bare] },
      },
    });
    expect(pod.status).toBe(201);
    expect(pod.body.spec.serviceAccountName).toBe('default');
    await call('DELETE', path);
  });
});
