import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';

import {
  type Authenticator,
  createAuthenticator,
} from '../../../../devcluster/access/authenticator.js';
import { requestToken } from '../../../../devcluster/access/request-token.js';
import { TokenKeys } from '../../../../devcluster/access/token-keys.js';
import { ObjectStore } from './object-store.js';

const START = Date.parse('2026-01-01T00:00:00Z');
const core = (plural: string) => ({ group: '', plural });

// One key for all: it takes a moment to make.
const keys = new TokenKeys();
let store: ObjectStore;
let now: number;
let authenticator: Authenticator;

beforeEach(() => {
  store = new ObjectStore();
  now = START;
  authenticator = createAuthenticator({
    staticTokens: [
      { token: 'secret', name: 'alice', uid: 'a1', groups: ['devs'] },
    ],
    keys,
    reader: store,
    now: () => now,
  });
  put('serviceaccounts', 'robot', 'u1');
  put('nodes', 'n1', 'n-uid', {}, '');
  put('pods', 'p', 'p-uid', {
    spec: { serviceAccountName: 'robot', nodeName: 'n1' },
  });
  put('pods', 'other', 'o-uid', { spec: { serviceAccountName: 'default' } });
});

function put(
  plural: string,
  name: string,
  uid: string,
  more: object = {},
  namespace = 'blue',
) {
  const metadata = { name, uid, ...(namespace && { namespace }) };
  store.put(core(plural), { metadata, ...more });
}

async function tokenFor(spec: object = {}, metadata: object = {}) {
  const answer = await requestToken({
    body: { metadata, spec },
    namespace: 'blue',
    name: 'robot',
    reader: store,
    keys,
    now,
  });
  return (answer.status as { token: string }).token;
}

const bindTo = (kind: string, name: string, more: object = {}) => ({
  boundObjectRef: { kind, apiVersion: 'v1', name, ...more },
});

async function flawOf(token: string): Promise<string | undefined> {
  const found = await authenticator.identify(token);
  return 'error' in found ? found.error : undefined;
}

describe('the Authorization header', () => {
  test.each(['Bearer secret', 'bearer secret', ' Bearer secret more'])(
    '%j names the user of the token',
    async (header) => {
      expect(await authenticator.authenticate(header)).toEqual({
        name: 'alice',
        uid: 'a1',
        groups: ['devs', 'system:authenticated'],
      });
    },
  );

  test.each([
    undefined,
    '',
    'secret',
    'Basic secret',
    'Bearer',
    'Bearer  secret',
  ])('%j names nobody', async (header) => {
    await expect(authenticator.authenticate(header)).rejects.toMatchObject({
      status: { code: 401, message: 'Unauthorized' },
    });
  });
});

describe('a token of a service account', () => {
  test('names the account, and the pod that it is bound to', async () => {
    const token = await tokenFor(bindTo('Pod', 'p'));
    const { jti } = decodeJwt(token);
    expect(await authenticator.authenticate(`Bearer ${token}`)).toEqual({
      name: 'system:serviceaccount:blue:robot',
      uid: 'u1',
      groups: [
        'system:serviceaccounts',
        'system:serviceaccounts:blue',
        'system:authenticated',
      ],
      extra: {
        'authentication.kubernetes.io/credential-id': [`JTI=${jti}`],
        'authentication.kubernetes.io/node-name': ['n1'],
        'authentication.kubernetes.io/node-uid': ['n-uid'],
        'authentication.kubernetes.io/pod-name': ['p'],
        'authentication.kubernetes.io/pod-uid': ['p-uid'],
      },
    });
  });

  test('ends a minute after its time', async () => {
    const token = await tokenFor({ expirationSeconds: 600 });
    now += 660_000;
    expect(await flawOf(token)).toBeUndefined();
    now += 1_000;
    expect(await flawOf(token)).toBe(
      '[invalid bearer token, service account token has expired]',
    );
    now = START - 61_000;
    expect(await flawOf(token)).toMatch(/is not valid yet\]$/);
  });

  test('lives a year when it is the one that a kubelet mounts', async () => {
    const kubelets = { expirationSeconds: 3607 };
    const life = async (spec: object) => {
      const { exp = 0, iat = 0 } = decodeJwt(await tokenFor(spec));
      return exp - iat;
    };
    expect(await life({ ...kubelets, ...bindTo('Pod', 'p') })).toBe(31_536_000);
    expect(await life(kubelets)).toBe(3607);
    const elsewhere = { ...kubelets, ...bindTo('Pod', 'p'), audiences: ['x'] };
    expect(await life(elsewhere)).toBe(3607);
  });

  test('ends with its account and comes back with no other', async () => {
    const token = await tokenFor();
    store.remove(core('serviceaccounts'), 'blue', 'robot');
    expect(await flawOf(token)).toBe(
      '[invalid bearer token, serviceaccounts "robot" not found]',
    );
    put('serviceaccounts', 'robot', 'u2');
    expect(await flawOf(token)).toBe(
      '[invalid bearer token, service account UID (u2) does not match claim (u1)]',
    );
  });

  test('ends with its pod, but not with the node of the pod', async () => {
    const ofPod = await tokenFor(bindTo('Pod', 'p'));
    const ofNode = await tokenFor(bindTo('Node', 'n1'));
    expect(await flawOf(ofNode)).toBeUndefined();
    store.remove(core('nodes'), '', 'n1');
    expect(await flawOf(ofPod)).toBeUndefined();
    expect(await flawOf(ofNode)).toMatch(/has been invalidated/);
    put('pods', 'p', 'p-uid-2');
    expect(await flawOf(ofPod)).toBe(
      '[invalid bearer token, pod UID (p-uid-2) does not match service account pod ref claim (p-uid)]',
    );
  });

  test('counts only with our signature', async () => {
    const token = await tokenFor();
    expect(await flawOf(`${token.slice(0, -8)}AAAAAAAA`)).toBe(
      '[invalid bearer token, go-jose/go-jose: error in cryptographic primitive]',
    );
    const foreign = new TokenKeys();
    const stranger = await foreign.sign(await keys.read(token));
    expect(await flawOf(stranger)).toBe(
      '[invalid bearer token, invalid signature, no keys found]',
    );
    expect(await flawOf('e30.e30.x')).toBe('invalid bearer token');
  });
});

describe('a request for a token', () => {
  test.each([
    [bindTo('Pod', 'gone'), {}, 404, 'pods "gone" not found'],
    [
      bindTo('Pod', 'other'),
      {},
      400,
      'cannot bind token for serviceaccount "robot" to pod running with different serviceaccount name.',
    ],
    [
      bindTo('Foo', 'x', { apiVersion: 'apps/v1' }),
      {},
      400,
      'cannot bind token to object of type apps/v1, Kind=Foo',
    ],
    [
      bindTo('Pod', 'p', { uid: 'x' }),
      {},
      409,
      'Operation cannot be fulfilled on Pod "p": the UID in the bound object reference (x) does not match the UID in record. The object might have been deleted and then recreated',
    ],
    [
      {},
      { name: 'x' },
      422,
      'TokenRequest.authentication.k8s.io "robot" is invalid: metadata.name: Invalid value: "x": must match the service account name if specified',
    ],
    [
      {},
      { uid: 'x' },
      409,
      'Operation cannot be fulfilled on TokenRequest.authentication.k8s.io "robot": the UID in the token request (x) does not match the UID of the service account (u1)',
    ],
    [
      {},
      { namespace: 'x' },
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
  ])('for %j as %j is refused', async (spec, metadata, code, message) => {
    await expect(tokenFor(spec, metadata)).rejects.toMatchObject({
      status: { code, message },
    });
  });
});
