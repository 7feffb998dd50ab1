import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type KubeConfigChoice,
  kubeConfigConnection,
} from '../../../src/cluster/kube-config.js';
import {
  type Certificate,
  certificateOf,
} from '../../support/demanding-server.js';
import {
  base64,
  createKubeConfigFolder,
  type KubeConfigParts,
} from '../../support/written-kubeconfig.js';

const surroundings = { environment: {}, tell: () => undefined };
const folder = createKubeConfigFolder();
const read = (files: string | string[], more: Partial<KubeConfigChoice> = {}) =>
  kubeConfigConnection({ files: [files].flat(), ...more }, surroundings);
const readParts = (
  parts: KubeConfigParts,
  more: Partial<KubeConfigChoice> = {},
) => read(folder.kubeconfig(parts), more);
let alice: Certificate;
let other: Certificate;

beforeAll(async () => {
  alice = await certificateOf('alice');
  other = await certificateOf('other');
});
afterAll(() => folder.remove());

describe('kubeconfig', () => {
  test('reads the current context: address, authority as data, token', () => {
    const cluster = { 'certificate-authority-data': base64(alice.cert) };
    expect(readParts({ cluster })).toEqual({
      source: 'KUBECONFIG',
      name: 'one',
      server: 'https://example.test:6443',
      ca: alice.cert,
      insecure: false,
      own: { token: 't1' },
    });
  });

  test('reads files beside the kubeconfig, whatever the working directory is', () => {
    folder.write('ca.pem', other.cert);
    folder.write('alice.pem', alice.cert);
    folder.write('alice.key', alice.key);
    const connection = readParts({
      cluster: { 'certificate-authority': 'ca.pem' },
      user: { 'client-certificate': 'alice.pem', 'client-key': './alice.key' },
    });
    expect(connection).toMatchObject({
      ca: other.cert,
      own: { certificate: alice },
    });
    expect(readParts({ user: { tokenFile: 'token' } }).own).toEqual({
      tokenFile: `${folder.path}/token`,
    });
  });

  test('reads a named context, one without a user, and insecure-skip-tls-verify', () => {
    const cluster = { 'insecure-skip-tls-verify': true };
    expect(readParts({ cluster }, { context: 'guest' })).toMatchObject({
      name: 'guest',
      insecure: true,
      own: {},
    });
  });

  test('merges several files: what comes first decides', () => {
    const first = folder.write(
      'first',
      'current-context: far\nusers: [{name: u1, user: {token: first}}]\n',
    );
    const second = folder.kubeconfig({
      user: { token: 'second' },
      more: {
        contexts: [{ name: 'far', context: { cluster: 'c1', user: 'u1' } }],
      },
    });
    expect(read([first, second])).toMatchObject({
      name: 'far',
      server: 'https://example.test:6443',
      own: { token: 'first' },
    });
    expect(read([second, first], { context: 'far' }).own.token).toBe('second');
  });

  test('takes another address, and leaves the server name of the old one', () => {
    const cluster = {
      'certificate-authority-data': base64(alice.cert),
      'tls-server-name': 'old',
    };
    expect(readParts({ cluster }).serverName).toBe('old');
    const moved = readParts({ cluster }, { server: 'https://other.test/k8s/' });
    expect(moved).toMatchObject({
      server: 'https://other.test/k8s',
      ca: alice.cert,
    });
    expect(moved.serverName).toBeUndefined();
  });

  test('reads proxy, program and impersonation', () => {
    const { proxy, own } = readParts({
      cluster: { 'proxy-url': 'http://user:secret@proxy.test:3128' },
      user: {
        as: 'bob',
        'as-uid': '7',
        'as-groups': ['ops'],
        'as-user-extra': { team: ['a'] },
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: './login',
          args: ['--quiet'],
          env: [{ name: 'REGION', value: 'north' }],
          interactiveMode: 'Never',
          provideClusterInfo: true,
        },
      },
    });
    expect(proxy).toBe('http://user:secret@proxy.test:3128');
    expect(own.impersonate).toEqual({
      user: 'bob',
      uid: '7',
      groups: ['ops'],
      extra: { team: ['a'] },
    });
    expect(own.exec).toMatchObject({
      command: `${folder.path}/login`,
      args: ['--quiet'],
      environment: { REGION: 'north' },
      cluster: { server: 'https://example.test:6443' },
    });
  });

  test('takes the id-token of an oidc auth-provider as it is', () => {
    const config = { 'id-token': 'from-oidc' };
    const user = { 'auth-provider': { name: 'oidc', config } };
    expect(readParts({ user }).own).toEqual({ token: 'from-oidc' });
  });

  test('fields of old clients are left alone', () => {
    const file = folder.write(
      'old',
      `apiVersion: v1
kind: Config
preferences: {colors: true}
current-context: old
clusters: [{name: c1, cluster: {api-version: v1, server: "http://example.test:8080"}}]
contexts: [{name: old, context: {cluster: c1, user: u1, namespace: saw}}]
users: [{name: u1, user: {username: admin, password: secret}}]
`,
    );
    expect(read(file)).toMatchObject({
      server: 'http://example.test:8080',
      own: { basic: { username: 'admin', password: 'secret' } },
    });
  });
});
