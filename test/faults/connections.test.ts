import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';
import * as diagnostics from 'node:diagnostics_channel';
import { chmodSync, writeFileSync } from 'node:fs';

import { KINDS } from '../../src/cluster/kinds.js';
import { startConnectProxy } from '../support/connect-proxy.js';
import { createConnecting, listPods, wants } from '../support/connecting.js';
import {
  type Certificate,
  certificateOf,
  type DemandingServer,
  type startDemandingServer,
} from '../support/demanding-server.js';
import { base64 } from '../support/written-kubeconfig.js';

const VERSION = 'client.authentication.k8s.io/v1';
const { folder, told, closeAll, ...connecting } = createConnecting();
let authority: Certificate;
let alice: Certificate;

beforeAll(async () => {
  authority = await certificateOf('localhost');
  alice = await certificateOf('alice');
});
afterEach(closeAll);
afterAll(() => folder.remove());

const start = (
  demands: Omit<Parameters<typeof startDemandingServer>[0], 'tls'> = {},
) => connecting.start({ tls: authority, ...demands });
const connect = (
  { url }: Pick<DemandingServer, 'url'>,
  ...more: [
    Parameters<typeof connecting.connect>[1]?,
    Parameters<typeof connecting.connect>[2]?,
  ]
) => connecting.connect({ url, authority }, ...more);

/** A program in sh that tells a status. */
function program(name: string, status: object, first = ''): object {
  const answer = { apiVersion: VERSION, kind: 'ExecCredential', status };
  const file = folder.write(
    name,
    `#!/bin/sh\n${first}\ncat <<'END'\n${JSON.stringify(answer)}\nEND\n`,
  );
  chmodSync(file, 0o755);
  return {
    exec: {
      ...{ apiVersion: VERSION, command: `./${name}` },
      interactiveMode: 'Never',
    },
  };
}

describe('a server that demands', () => {
  test('a token lets in who has it', async () => {
    const server = await start({ accepts: wants('Bearer t1') });
    await expect(listPods(connect(server))).resolves.toMatchObject({
      items: [],
    });
    await expect(
      listPods(connect(server, { user: { token: 'wrong' } })),
    ).rejects.toMatchObject({ reason: 'Unauthorized' });
    await expect(listPods(connect(server, { user: {} }))).rejects.toMatchObject(
      {
        reason: 'Unauthorized',
      },
    );
  });

  test('a token that rotates gets the new one of the file at once', async () => {
    let token = 'first';
    const server = await start({
      accepts: (seen) => wants(`Bearer ${token}`)(seen),
    });
    const file = folder.write('token', 'first\n');
    const cluster = connect(server, { user: { tokenFile: 'token' } });
    await listPods(cluster);
    token = 'second';
    writeFileSync(file, 'second\n');
    await listPods(cluster);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer first',
      'Bearer first',
      'Bearer second',
    ]);
  });

  test('user name and password gets them', async () => {
    const server = await start({ accepts: wants('Basic YWRtaW46w6Q=') });
    await listPods(
      connect(server, { user: { username: 'admin', password: 'ä' } }),
    );
  });

  test('a client certificate gets it, as data or from files', async () => {
    const server = await start({
      clients: alice.cert,
      accepts: ({ certificate }) => certificate === 'alice',
    });
    const user = {
      'client-certificate-data': base64(alice.cert),
      'client-key-data': base64(alice.key),
    };
    await listPods(connect(server, { user }));
    folder.write('alice.pem', alice.cert);
    folder.write('alice.key', alice.key);
    const files = {
      'client-certificate': 'alice.pem',
      'client-key': 'alice.key',
    };
    await listPods(connect(server, { user: files }));
    await expect(listPods(connect(server))).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringContaining('cannot be reached'),
    });
  });

  test('a client certificate that is renewed gets the new one of the files at once, and never half of it', async () => {
    const bob = await certificateOf('bob');
    let name = 'alice';
    const server = await start({
      clients: `${alice.cert}\n${bob.cert}`,
      accepts: ({ certificate }) => certificate === name,
    });
    folder.write('own.pem', alice.cert);
    folder.write('own.key', alice.key);
    const cluster = connect(server, {
      user: { 'client-certificate': 'own.pem', 'client-key': 'own.key' },
    });
    await listPods(cluster);
    name = 'bob';
    folder.write('own.pem', bob.cert);
    await expect(listPods(cluster)).rejects.toMatchObject({
      reason: 'Unauthorized',
    });
    folder.write('own.key', bob.key);
    await listPods(cluster);
    expect(server.seen.map(({ certificate }) => certificate)).toEqual([
      ...['alice', 'alice', 'alice', 'alice', 'bob'],
    ]);
  });

  test('the token of a program gets it, with one run for many calls', async () => {
    const server = await start({ accepts: wants('Bearer of-program') });
    const user = program('login', { token: 'of-program' }, 'sleep 0.1');
    const cluster = connect(server, { user });
    await Promise.all(Array.from({ length: 10 }, () => listPods(cluster)));
    expect(server.seen).toHaveLength(10);
    expect(told).toEqual([]);
  });

  test('the certificate of a program gets it, and callers do not show it', async () => {
    const server = await start();
    const user = program('certify', {
      clientCertificateData: alice.cert,
      clientKeyData: alice.key,
    });
    const cluster = connect(server, { user });
    await listPods(cluster);
    await cluster
      .as({ kind: 'caller', token: 'mine' })
      .list(KINDS.pod, { project: () => 1 });
    expect(server.seen.map(({ certificate }) => certificate)).toEqual([
      'alice',
      undefined,
    ]);
  });

  test('a program that fails is trouble of the server, told to the operator', async () => {
    const server = await start();
    const user = program('fails', {}, 'echo no session >&2; exit 1');
    await expect(listPods(connect(server, { user }))).rejects.toMatchObject({
      reason: 'OwnRefusal',
    });
    expect(server.seen).toEqual([]);
    expect(told).toEqual([expect.stringMatching(/no session/)]);
  });

  test('nobody waits for a slow program longer than for the cluster', async () => {
    const server = await start();
    const cluster = connect(server, {
      user: program('slow', { token: 't1' }, 'sleep 2'),
    });
    const from = performance.now();
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 100);
    await expect(cluster.ping(leaving.signal)).rejects.toMatchObject({
      reason: 'Aborted',
    });
    expect(performance.now() - from).toBeLessThan(1_500);
  });

  test('to be told as whom its user acts', async () => {
    const server = await start({
      accepts: ({ headers }) =>
        headers['impersonate-user'] === 'bob' &&
        headers['impersonate-group'] === 'ops, dev',
    });
    const user = { token: 't1', as: 'bob', 'as-groups': ['ops', 'dev'] };
    const cluster = connect(server, { user });
    await listPods(cluster);
    await expect(
      cluster
        .as({ kind: 'caller', token: 't1' })
        .list(KINDS.pod, { project: () => 1 }),
    ).rejects.toMatchObject({ reason: 'Unauthorized' });
    expect(server.seen[1]?.headers).not.toHaveProperty('impersonate-user');
  });

  test('header fields gets them with every call, and the name of the product', async () => {
    const server = await start({
      accepts: ({ headers }) =>
        headers['x-gateway-key'] === 'abc' &&
        headers['user-agent'] === 'moorage/test',
    });
    const headers = { 'X-Gateway-Key': 'abc' };
    const cluster = connect(server, {}, { headers });
    await listPods(cluster);
    await cluster.ping(AbortSignal.timeout(2_000));
  });

  test('whoever traces may add header fields', async () => {
    const server = await start();
    const trace = (message: unknown) => {
      const { request } = message as {
        request: { addHeader(name: string, value: string): void };
      };
      request.addHeader('traceparent', '00-trace-span-01');
    };
    diagnostics.subscribe('undici:request:create', trace);
    await listPods(connect(server));
    diagnostics.unsubscribe('undici:request:create', trace);
    expect(server.seen[0]?.headers.traceparent).toBe('00-trace-span-01');
  });

  test('a path in front of every call gets it', async () => {
    const server = await start({
      accepts: ({ url }) => url.startsWith('/k8s/c1/api'),
    });
    await listPods(connect({ url: `${server.url}/k8s/c1/` }));
  });

  test('a proxy is reached through it, with user and password', async () => {
    const server = await start({
      clients: alice.cert,
      accepts: ({ certificate }) => certificate === 'alice',
    });
    const proxy = await startConnectProxy(
      (authorization) => authorization === 'Basic dXNlcjpwYXNz',
    );
    const through = (credential: string) =>
      connect(server, {
        cluster: { 'proxy-url': `http://${credential}127.0.0.1:${proxy.port}` },
        user: {
          'client-certificate-data': base64(alice.cert),
          'client-key-data': base64(alice.key),
        },
      });
    await listPods(through('user:pass@'));
    expect(proxy.tunnels).toEqual([
      { to: new URL(server.url).host, authorization: 'Basic dXNlcjpwYXNz' },
    ]);
    await expect(listPods(through(''))).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringContaining('wants user and password (407)'),
    });
    await proxy.close();
    await expect(listPods(through('user:pass@'))).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('few requests a second gets no more', async () => {
    const server = await start();
    const cluster = connect(server, {}, { rate: { perSecond: 10, burst: 1 } });
    const from = performance.now();
    await Promise.all([
      listPods(cluster),
      listPods(cluster),
      listPods(cluster),
    ]);
    expect(performance.now() - from).toBeGreaterThanOrEqual(190);
  });
});
