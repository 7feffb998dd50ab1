import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { connect } from 'node:net';

import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const PATHS = [
  '/graphql',
  '/',
  '/readyz',
  '/livez',
  '/playground/x',
  '/nothing',
];

/** Whoever gets past these checks without a token acts as the owner of the kubeconfig. */
describe('a server for its own machine', () => {
  let cluster: ScriptedCluster;
  let server: StartedServer;
  let port: string;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    server = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig, MOORAGE_AUTH: 'local' },
    });
    ({ port } = new URL(server.url));
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  afterAll(async () => {
    await server.stop();
    await cluster.close();
    cluster.remove();
  });

  /** Sends headers as they are; fetch would set Host and Origin itself. */
  const send = (
    headers: Record<string, string | string[] | undefined>,
    path = '/graphql',
  ) =>
    new Promise<{ status: number | undefined; text: string }>(
      (resolve, reject) => {
        const outgoing = request(
          `${server.url}${path}`,
          {
            method: path === '/graphql' ? 'POST' : 'GET',
            headers: { 'content-type': 'application/json', ...headers },
          },
          (reply) => {
            let text = '';
            reply.setEncoding('utf8').on('data', (chunk) => (text += chunk));
            reply.on('end', () => resolve({ status: reply.statusCode, text }));
          },
        );
        outgoing.on('error', reject);
        outgoing.end(
          path === '/graphql' ? '{"query":"{ viewer { name } }"}' : undefined,
        );
      },
    );

  test.each<Record<string, string>>([
    {},
    { host: 'localhost' },
    { host: 'LOCALHOST:4000' },
    { host: 'localhost:1' },
    { host: '127.0.0.1:65535' },
    { host: '127.8.9.1' },
    { host: '[::1]' },
    { host: '[::1]:4000' },
    { origin: 'http://localhost:3000' },
    { origin: 'https://LocalHost' },
    { origin: 'http://[::1]:5173' },
    { origin: 'http://127.0.0.1' },
  ])('answers this machine: %j', async (headers) => {
    expect(await send(headers)).toMatchObject({
      status: 200,
      text: expect.stringContaining('"name":"somebody"'),
    });
  });

  test.each([
    // A name that was rebound to 127.0.0.1, in whatever spelling.
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1.nip.io',
    'localhost.',
    '127.0.0.1.',
    'localhost.localdomain',
    'xn--localhost',
    'ⅼocalhost',
    // Other spellings of the address: none of our business.
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '0.0.0.0',
    '[::]',
    '::1',
    '[::ffff:127.0.0.1]',
    '[0:0:0:0:0:0:0:1]',
    // Not what a Host field is.
    ' ',
    ':4000',
    'localhost:',
    'localhost:port',
    'localhost:65536',
    'localhost:000080',
    'localhost:-1',
    'localhost/',
    'localhost@evil.example',
    'evil.example@localhost',
    'user@localhost',
    'local host',
    'localhost, evil.example',
    'http://localhost',
    'localhost#evil.example',
  ])('answers nobody who asks for %j', async (host) => {
    cluster.arrived.length = 0;
    for (const path of PATHS) {
      const { status, text } = await send({ host: latin1(host) }, path);
      expect([path, status]).toEqual([path, 403]);
      expect(JSON.parse(text)).toEqual({
        errors: [
          {
            message: expect.stringMatching(/for localhost \(Host header\)/),
            extensions: { code: 'FORBIDDEN' },
          },
        ],
      });
    }
    expect(cluster.arrived).toEqual([]);
  });

  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://localhost@evil.example',
    'http://evil.example@localhost',
    'http://evil.example:80',
    'http://localhost.',
    'http://127.1',
    'http://[::ffff:127.0.0.1]',
    'http://localhost/evil',
    'http://localhost http://evil.example',
    'http://localhost, http://evil.example',
    'null',
    'NULL',
    '',
    'localhost',
    'file://',
    'file://localhost',
    'chrome-extension://abcdefghijklmnop',
    'javascript://localhost',
    '//localhost',
  ])('answers no page of %j', async (origin) => {
    cluster.arrived.length = 0;
    for (const path of PATHS)
      expect([
        path,
        (await send({ host: 'localhost', origin }, path)).status,
      ]).toEqual([path, 403]);
    expect(cluster.arrived).toEqual([]);
  });

  test('two origins at once are none', async () => {
    const origin = ['http://localhost', 'https://evil.example'];
    expect((await send({ origin })).status).toBe(403);
  });

  test('an upgrade is asked the same, before there is a connection to talk on', async () => {
    const upgrade = { upgrade: 'websocket', connection: 'Upgrade' };
    const status = async (more: Record<string, string>) =>
      (await send({ ...upgrade, ...more })).status;
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ origin: 'http://localhost:3000' })).toBe(400);
  });

  test('what is said elsewhere in the request does not count', async () => {
    const forwarded: Record<string, string>[] = [
      { 'x-forwarded-host': 'localhost', host: 'evil.example' },
      { forwarded: 'host=localhost', host: 'evil.example' },
      { 'x-forwarded-for': '127.0.0.1', host: 'evil.example' },
    ];
    for (const headers of forwarded)
      expect((await send(headers)).status).toBe(403);
    // Without a Host field, and with the address in the request line instead.
    for (const head of [
      'POST /graphql HTTP/1.0',
      'POST /graphql HTTP/1.1\r\nHost:',
      'POST http://localhost/graphql HTTP/1.1\r\nHost: evil.example',
      'POST http://evil.example/graphql HTTP/1.1\r\nHost: evil.example',
    ])
      expect(await statusOf(head)).toBe(403);
  });

  function statusOf(head: string): Promise<number> {
    const body = '{"query":"{ viewer { name } }"}';
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          `${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
        ),
      );
      socket.once('data', (chunk) => {
        socket.destroy();
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1]));
      });
      socket.once('error', reject);
    });
  }
});

/** Header fields are bytes; letters outside of Latin-1 arrive as those of UTF-8. */
function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
