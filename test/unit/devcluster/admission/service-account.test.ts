import { describe, expect, test } from '@jest/globals';

import {
  createAccountMutator,
  isEarlyPod,
} from '../../../../devcluster/admission/service-account.js';
import {
  aPod,
  aRequest,
  mutated,
  PODS,
  refusalOf,
  SERVICES,
  toReader,
} from './admission-request.js';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const mount = {
  name: 'kube-api-access-abcde',
  mountPath: TOKEN_PATH,
  readOnly: true,
};

const WORLD = {
  namespaces: [
    { metadata: { name: 'n' } },
    { metadata: { name: 'new' } },
    { metadata: { name: 'going' }, status: { phase: 'Terminating' } },
  ],
  serviceaccounts: [
    { metadata: { name: 'default', namespace: 'n' } },
    {
      metadata: { name: 'quiet', namespace: 'n' },
      automountServiceAccountToken: false,
      imagePullSecrets: [{ name: 'registry' }],
    },
  ],
};

const giveAccount = createAccountMutator(() => 'abcde');
const specOf = (spec: object) => mutated(giveAccount, spec, WORLD);

describe('createAccountMutator', () => {
  test('gives the default account and mounts its token', () => {
    expect(
      specOf({
        initContainers: [
          { name: 'i', volumeMounts: [{ name: 'own', mountPath: TOKEN_PATH }] },
        ],
      }),
    ).toMatchObject({
      serviceAccountName: 'default',
      serviceAccount: 'default',
      initContainers: [
        { volumeMounts: [{ name: 'own', mountPath: TOKEN_PATH }] },
      ],
      containers: [{ volumeMounts: [mount] }],
      volumes: [
        {
          name: 'kube-api-access-abcde',
          projected: { defaultMode: 420, sources: [{}, {}, {}] },
        },
      ],
    });
  });

  test('uses a token volume that is there already', () => {
    expect(
      specOf({ volumes: [{ name: 'kube-api-access-mine', emptyDir: {} }] }),
    ).toMatchObject({
      volumes: [{ name: 'kube-api-access-mine', emptyDir: {} }],
      containers: [{ volumeMounts: [{ name: 'kube-api-access-mine' }] }],
    });
  });

  test('leaves the token out when pod or account say so', () => {
    for (const spec of [
      { automountServiceAccountToken: false },
      { serviceAccount: 'quiet' },
    ])
      expect(specOf(spec)).toMatchObject({ containers: [{ name: 'c' }] });
    expect(specOf({ serviceAccount: 'quiet' })).toEqual({
      containers: [{ name: 'c', image: 'i' }],
      serviceAccount: 'quiet',
      serviceAccountName: 'quiet',
      imagePullSecrets: [{ name: 'registry' }],
    });
  });

  test('lets the pod decide before the account', () => {
    expect(
      specOf({
        serviceAccountName: 'quiet',
        automountServiceAccountToken: true,
        imagePullSecrets: [{ name: 'mine' }],
      }),
    ).toMatchObject({
      containers: [{ volumeMounts: [mount] }],
      imagePullSecrets: [{ name: 'mine' }],
    });
  });

  test('refuses a missing account', () => {
    const { request } = aRequest(
      aPod({ serviceAccountName: 'nope' }),
      {},
      WORLD,
    );
    expect(refusalOf(() => giveAccount(request)).status).toMatchObject({
      code: 403,
      message:
        'pods "p" is forbidden: error looking up service account n/nope: serviceaccount "nope" not found',
    });
  });

  test('leaves updates and bindings alone', () => {
    for (const more of [{ old: aPod() }, { subresource: 'binding' }]) {
      const pod = aPod();
      giveAccount(aRequest(pod, more, {}).request);
      expect(pod).toEqual(aPod());
    }
  });
});

describe('isEarlyPod', () => {
  const reader = toReader(WORLD);

  test('is true where the default account is about to come', () => {
    expect(isEarlyPod(PODS, aPod(), 'new', reader)).toBe(true);
    expect(isEarlyPod(PODS, { metadata: {} }, 'new', reader)).toBe(true);
  });

  test('is false where waiting is in vain or needless', () => {
    expect(isEarlyPod(PODS, aPod(), 'n', reader)).toBe(false);
    expect(isEarlyPod(PODS, aPod(), 'nope', reader)).toBe(false);
    expect(isEarlyPod(PODS, aPod(), 'going', reader)).toBe(false);
    expect(isEarlyPod(SERVICES, aPod(), 'new', reader)).toBe(false);
    expect(
      isEarlyPod(PODS, aPod({ serviceAccountName: 'x' }), 'new', reader),
    ).toBe(false);
  });
});
