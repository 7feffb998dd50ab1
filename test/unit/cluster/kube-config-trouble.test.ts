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

describe('a kubeconfig that cannot be used gets a sentence:', () => {
  const exec = (more: object) => ({
    user: {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: 'login',
        ...more,
      },
    },
  });

  test.each<[string, KubeConfigParts, RegExp, Partial<KubeConfigChoice>?]>([
    [
      'an unknown context',
      {},
      /no context "three".*MOORAGE_CONTEXT to one of: guest, one/,
      { context: 'three' },
    ],
    [
      'no current context',
      { more: { 'current-context': '' } },
      /no current context.*guest, one/,
    ],
    ['no contexts', { more: { contexts: [] } }, /It defines no contexts/],
    [
      'a context of a missing cluster',
      { context: { cluster: 'gone' } },
      /"one" names the cluster "gone", which.*Defined: c1.*MOORAGE_CLUSTER_SERVER/,
    ],
    [
      'a context without a cluster',
      { context: { cluster: '' } },
      /names no cluster. Defined: c1/,
    ],
    [
      'a context of a missing user',
      { context: { user: 'gone' } },
      /names the user "gone", which.*Defined: u1/,
    ],
    [
      'a cluster without an address',
      { cluster: { server: '' } },
      /no server address in the cluster "c1"/,
    ],
    [
      'an address that is none',
      { server: 'nowhere' },
      /"nowhere" of the cluster "c1" of the kubeconfig is no http\(s\)/,
    ],
    [
      'an override that is none',
      {},
      /"ftp:\/\/x" of MOORAGE_CLUSTER_SERVER is no http/,
      { server: 'ftp://x' },
    ],
    [
      'a password in the address',
      { server: 'https://user:secret@example.test' },
      /no user, password/,
    ],
    [
      'an authority and no verification',
      { cluster: { 'insecure-skip-tls-verify': true } },
      /insecure-skip-tls-verify, which ignores it/,
    ],
    [
      'an authority that is none',
      { cluster: { 'certificate-authority-data': base64('PEM') } },
      /authority of the cluster "c1".*no PEM certificate/,
    ],
    [
      'an authority that is not there',
      { cluster: { 'certificate-authority': 'none.pem' } },
      /cannot be read at .*none.pem \(certificate-authority\): there is no such file/,
    ],
    [
      'a client certificate that is none',
      {
        user: {
          'client-certificate-data': base64('x'),
          'client-key-data': base64('y'),
        },
      },
      /cannot be used together/,
    ],
    [
      'two ways to prove oneself',
      { user: { token: 't', username: 'u', password: 'p' } },
      /several ways.*a token, a user name with password/,
    ],
    [
      'a program beside a token',
      { user: { ...exec({}).user, token: 't' } },
      /several ways.*a token, a program/,
    ],
    ['a token in two lines', { user: { token: 'a\nb' } }, /line breaks/],
    ['a number for a token', { user: { token: 12 } }, /put it in quotes/],
    ['a program without command', exec({ command: '' }), /without command/],
    [
      'a program of an old version',
      exec({ apiVersion: 'client.authentication.k8s.io/v1alpha1' }),
      /it must be client.authentication.k8s.io\/v1 or/,
    ],
    [
      'a program that asks at the keyboard',
      exec({ interactiveMode: 'Always' }),
      /"login", interactiveMode: Always.*a server has none/,
    ],
    ['args that are no texts', exec({ args: [1] }), /exec.args.*list of texts/],
    ['variables without value', exec({ env: [{ name: 'A' }] }), /exec.env/],
    [
      'a removed auth-provider',
      { user: { 'auth-provider': { name: 'gcp' } } },
      /auth-provider "gcp", which Kubernetes has removed/,
    ],
    [
      'groups of nobody',
      { user: { token: 't', 'as-groups': ['ops'] } },
      /without as: whom it acts as must be named/,
    ],
    [
      'a line break in a name',
      { user: { token: 't', as: 'a\r\nImpersonate-Group: system:masters' } },
      /control characters/,
    ],
    [
      'a SOCKS proxy',
      { cluster: { 'proxy-url': 'socks5://user:secret@proxy.test' } },
      /proxy-url.*SOCKS is not spoken/,
    ],
    [
      'another kind',
      { more: { kind: 'Secret' } },
      /its kind is "Secret" instead of "Config"/,
    ],
    [
      'clusters that are no list',
      { more: { clusters: {} } },
      /has clusters that are no list/,
    ],
    [
      'an entry without a name',
      { more: { users: [{ user: {} }] } },
      /no name in users\[0\]/,
    ],
    [
      'an entry twice',
      {
        more: {
          users: [
            { name: 'u1', user: { token: 'a' } },
            { name: 'u1', user: { token: 'b' } },
          ],
        },
      },
      /defines the user "u1" twice/,
    ],
  ])('%s', (_what, parts, words, more = {}) => {
    const withAuthority = parts.cluster as Record<string, unknown> | undefined;
    if (withAuthority?.['insecure-skip-tls-verify'])
      withAuthority['certificate-authority-data'] = base64(alice.cert);
    const reading = () => readParts(parts, more);
    expect(reading).toThrow(words);
    expect(reading).not.toThrow(/secret/);
  });

  test('half a client certificate, and one with the key of another', () => {
    const cert = { 'client-certificate-data': base64(alice.cert) };
    expect(() => readParts({ user: cert })).toThrow(/but not both/);
    const user = { ...cert, 'client-key-data': base64(other.key) };
    expect(() => readParts({ user })).toThrow(
      /"u1".*cannot be used together: .*mismatch/,
    );
  });

  test('a file that is not there, a folder, or no YAML', () => {
    expect(() => read('/no/such/file')).toThrow(
      /there is no such file.*Set KUBECONFIG/,
    );
    expect(() => read(folder.path)).toThrow(/it is a folder/);
    const broken = folder.write('broken', 'users:\n- {token: secret\n');
    expect(() => read(broken)).toThrow(/no YAML \(line \d+, column \d+/);
    expect(() => read(broken)).not.toThrow(/secret/);
    expect(() => read(folder.write('text', 'hello'))).toThrow(/has no fields/);
  });

  test('an empty one', () => {
    expect(() => read(folder.write('empty', ''))).toThrow(
      /no current context. It defines no contexts/,
    );
  });
});
