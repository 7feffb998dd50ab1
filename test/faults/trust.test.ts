import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { inClusterConnection } from '../../src/cluster/in-cluster.js';
import { createConnecting, listPods, wants } from '../support/connecting.js';
import {
  type Certificate,
  certificateOf,
} from '../support/demanding-server.js';
import { base64, type KubeConfigParts } from '../support/written-kubeconfig.js';

const { folder, start, kubeConfig, open, closeAll, ...connecting } =
  createConnecting();
let authority: Certificate;
let other: Certificate;

beforeAll(async () => {
  authority = await certificateOf('localhost');
  other = await certificateOf('other');
});
afterEach(closeAll);
afterAll(() => folder.remove());

const connect = ({ url }: { url: string }, parts?: KubeConfigParts) =>
  connecting.connect({ url, authority }, parts);

describe('in the cluster', () => {
  test('host, port, token file and authority connect, and the token rotates', async () => {
    // A pod reaches its cluster by address: the certificate names it.
    const own = await certificateOf('kubernetes', {
      extensions: [
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    });
    let token = 'first';
    const server = await start({
      tls: own,
      accepts: (seen) => wants(`Bearer ${token}`)(seen),
    });
    folder.write('token', 'first');
    folder.write('ca.crt', own.cert);
    const { hostname: host, port } = new URL(server.url);
    const cluster = open(
      inClusterConnection({ host, port, folder: folder.path }),
    );
    await listPods(cluster);
    token = 'second';
    folder.write('token', 'second');
    await listPods(cluster);
  });
});

describe('whom to trust', () => {
  test('an authority as data or from a file, and a server name', async () => {
    const server = await start({ tls: authority });
    folder.write('ca.pem', authority.cert);
    await listPods(
      connect(server, {
        cluster: {
          'certificate-authority-data': undefined,
          'certificate-authority': 'ca.pem',
        },
      }),
    );
    await expect(
      listPods(
        connect(server, { cluster: { 'tls-server-name': 'elsewhere' } }),
      ),
    ).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringContaining('for another host name'),
    });
  });

  test('nobody but with insecure-skip-tls-verify', async () => {
    const server = await start({ tls: authority });
    const unknown = { 'certificate-authority-data': base64(other.cert) };
    await expect(
      listPods(connect(server, { cluster: unknown })),
    ).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringMatching(/cannot be trusted: its certificate/),
    });
    expect(server.seen).toEqual([]);
    const insecure = {
      'certificate-authority-data': undefined,
      'insecure-skip-tls-verify': true,
    };
    await listPods(connect(server, { cluster: insecure }));
  });

  test('not a certificate that has expired', async () => {
    const expired = await certificateOf('localhost', {
      notBeforeDate: new Date(Date.now() - 172_800_000),
      notAfterDate: new Date(Date.now() - 86_400_000),
    });
    const server = await start({ tls: expired });
    const cluster = { 'certificate-authority-data': base64(expired.cert) };
    await expect(listPods(connect(server, { cluster }))).rejects.toMatchObject({
      message: 'the cluster cannot be trusted: its certificate has expired',
    });
  });

  test('a server that speaks no TLS is named as that', async () => {
    const server = await start({});
    const url = server.url.replace('http:', 'https:');
    await expect(listPods(connect({ url }))).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringMatching(/does not speak TLS.*http:\/\//),
    });
  });
});

describe("the original's own kind of file", () => {
  const text = (server: string) => `apiVersion: v1
kind: Config
preferences: {colors: true}
current-context: tenants
clusters:
- cluster: {api-version: v1, server: "${server}"}
  name: business
contexts:
- context: {cluster: kubernetes, namespace: default, user: manager}
  name: tenants
users:
- name: manager
  user: {username: admin, password: secret}
`;

  test('connects by the address that is given besides, over plain HTTP', async () => {
    const server = await start({
      accepts: wants(`Basic ${base64('admin:secret')}`),
    });
    const files = [folder.write('original', text('http://example.test:8080'))];
    const connection = kubeConfig({ files, server: server.url });
    expect(connection).toMatchObject({ server: server.url, name: 'tenants' });
    await listPods(open(connection));
    expect(server.seen).toHaveLength(1);
  });

  test('without it, the missing cluster is named, and those there are', () => {
    const files = [folder.write('original', text('http://example.test:8080'))];
    expect(() => kubeConfig({ files })).toThrow(
      'The context "tenants" names the cluster "kubernetes", which the kubeconfig does not define. Defined: business. Correct the context, or set MOORAGE_CLUSTER_SERVER to the cluster\'s address.',
    );
  });
});
