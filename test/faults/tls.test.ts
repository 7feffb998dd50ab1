import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

import type { Cluster } from '../../src/cluster/cluster.js';
import type { Connection } from '../../src/cluster/connection.js';
import { createCluster } from '../../src/cluster/create-cluster.js';
import { KINDS } from '../../src/cluster/kinds.js';

const options = {
  connectTimeout: 2_000,
  readTimeout: 2_000,
  writeTimeout: 2_000,
  bodyTimeout: 2_000,
  bodyIdleTimeout: 2_000,
  streamIdleTimeout: 120_000,
  connections: 4,
  maxBytes: 1_000,
  maxObjects: 1_000,
  maxProduced: 1_000,
  userAgent: 'moorage/test',
};

describe('TLS to the cluster', () => {
  let server: Server;
  let connection: Connection;
  const opened: Cluster[] = [];
  const seen: {
    certificate: string | undefined;
    authorization: string | undefined;
    agent: string | undefined;
  }[] = [];

  beforeAll(async () => {
    const name = (value: string) => [{ name: 'commonName', value }];
    const authority = await generate(name('localhost'), { keySize: 2048 });
    const client = await generate(name('the-powerful-server'), {
      keySize: 2048,
    });
    server = createServer(
      {
        key: authority.private,
        cert: authority.cert,
        requestCert: true,
        rejectUnauthorized: false,
      },
      (request, response) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        const { authorization, 'user-agent': agent } = request.headers;
        seen.push({
          certificate: [subject?.CN].flat()[0],
          authorization,
          agent,
        });
        response
          .setHeader('content-type', 'application/json')
          .end(
            request.url === '/big'
              ? 'x'.repeat(5_000)
              : '{"metadata":{},"items":[]}',
          );
      },
    );
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', resolve),
    );
    connection = {
      source: 'KUBECONFIG',
      name: 'tls',
      server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ca: authority.cert,
      serverName: 'localhost',
      insecure: false,
      own: { certificate: { cert: client.cert, key: client.private } },
    };
  });
  afterAll(async () => {
    await Promise.all(opened.map((cluster) => cluster.close()));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function open(change: Partial<Connection> = {}): Cluster {
    const cluster = createCluster({ ...connection, ...change }, options);
    opened.push(cluster);
    return cluster;
  }
  const listPods = (cluster: Cluster, token?: string) =>
    cluster
      .as(
        token === undefined
          ? { kind: 'connection' }
          : { kind: 'caller', token },
      )
      .list(KINDS.pod, { project: () => 1 });

  test("the connection's certificate is shown for the connection and never for a caller", async () => {
    const cluster = open();
    seen.length = 0;
    await listPods(cluster);
    await listPods(cluster, 'of-a-caller');
    await listPods(cluster);
    expect(seen).toEqual([
      {
        certificate: 'the-powerful-server',
        authorization: undefined,
        agent: 'moorage/test',
      },
      {
        certificate: undefined,
        authorization: 'Bearer of-a-caller',
        agent: 'moorage/test',
      },
      {
        certificate: 'the-powerful-server',
        authorization: undefined,
        agent: 'moorage/test',
      },
    ]);
  });

  test('a caller without a token is refused before anything is sent', async () => {
    seen.length = 0;
    await expect(listPods(open(), '')).rejects.toMatchObject({
      reason: 'NoIdentity',
    });
    expect(seen).toEqual([]);
  });

  test('an unknown authority is refused by name of the trouble, unless verification is switched off', async () => {
    await expect(listPods(open({ ca: undefined }))).rejects.toMatchObject({
      reason: 'Unreachable',
      message: expect.stringContaining('cannot be trusted'),
    });
    await expect(
      listPods(open({ ca: undefined, insecure: true })),
    ).resolves.toMatchObject({ items: [] });
  });

  test('a certificate for another host is refused', async () => {
    await expect(
      listPods(open({ serverName: 'elsewhere' })),
    ).rejects.toMatchObject({
      message: expect.stringContaining('another host name'),
    });
  });

  test('basic credentials and tokens of the connection are sent as such', async () => {
    seen.length = 0;
    await listPods(open({ own: { basic: { username: 'a', password: 'b' } } }));
    await listPods(open({ own: { token: 't' } }));
    expect(
      seen.map(({ authorization, certificate }) => [
        authorization,
        certificate,
      ]),
    ).toEqual([
      ['Basic YTpi', undefined],
      ['Bearer t', undefined],
    ]);
  });
});
