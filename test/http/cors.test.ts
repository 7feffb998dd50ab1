import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';

import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const PORTAL = 'https://portal.example.com';
const DEVELOPER = 'http://localhost:3000';

describe('pages of other origins', () => {
  let cluster: ScriptedCluster;
  let closed: StartedServer;
  let open: StartedServer;
  let local: StartedServer;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    const start = (env: Record<string, string>) =>
      startServer({ env: { KUBECONFIG: cluster.kubeconfig, ...env } });
    [closed, open, local] = await Promise.all([
      start({ MOORAGE_AUTH: 'token' }),
      start({
        MOORAGE_AUTH: 'token',
        MOORAGE_CORS_ORIGINS: `${PORTAL}, ${DEVELOPER}`,
      }),
      start({ MOORAGE_AUTH: 'local', MOORAGE_CORS_ORIGINS: DEVELOPER }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([closed, open, local].map((server) => server.stop()));
    await cluster.close();
    cluster.remove();
  });

  async function send(
    server: StartedServer,
    method: 'POST' | 'OPTIONS' | 'GET',
    headers: Record<string, string>,
    { path = '/graphql', body = '{"query":"{ viewer { name } }"}' } = {},
  ) {
    const answer = await request(`${server.url}${path}`, {
      method,
      headers: {
        ...(method === 'POST' && {
          'content-type': 'application/json',
          authorization: 'Bearer somebody',
        }),
        ...headers,
      },
      body: method === 'POST' ? body : undefined,
    });
    const cors = Object.fromEntries(
      Object.entries(answer.headers).filter(
        ([name]) => name.startsWith('access-control-') || name === 'vary',
      ),
    );
    return { status: answer.statusCode, cors, text: await answer.body.text() };
  }
  const preflight = (
    server: StartedServer,
    origin: string,
    more: Record<string, string> = {},
    path?: string,
  ) =>
    send(
      server,
      'OPTIONS',
      { origin, 'access-control-request-method': 'POST', ...more },
      { path },
    );

  const READABLE = {
    'access-control-allow-origin': PORTAL,
    'access-control-expose-headers': 'retry-after, www-authenticate',
    vary: 'Origin',
  };

  test('are not let in by default', async () => {
    const { status, cors, text } = await preflight(closed, PORTAL);
    expect([status, cors]).toEqual([403, {}]);
    expect(text).toMatch(
      /operator can list the origin in MOORAGE_CORS_ORIGINS/,
    );
    const posted = await send(closed, 'POST', { origin: PORTAL });
    expect([posted.status, posted.cors]).toEqual([200, {}]);
  });

  test('are let in when they are listed, and told so before they send a token', async () => {
    expect(
      await preflight(open, PORTAL, {
        'access-control-request-headers': 'authorization,content-type',
      }),
    ).toEqual({
      status: 204,
      text: '',
      cors: {
        'access-control-allow-origin': PORTAL,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-expose-headers': 'retry-after, www-authenticate',
        'access-control-max-age': '600',
        vary: 'Origin, Access-Control-Request-Headers',
      },
    });
    expect(await send(open, 'POST', { origin: PORTAL })).toMatchObject({
      status: 200,
      cors: READABLE,
      text: expect.stringContaining('"name":"somebody"'),
    });
    const second = await send(open, 'POST', { origin: DEVELOPER });
    expect(second.cors['access-control-allow-origin']).toBe(DEVELOPER);
  });

  test('may read why they are refused, whatever it is', async () => {
    const replies = await Promise.all([
      send(open, 'POST', { origin: PORTAL, authorization: 'Basic x' }),
      send(open, 'POST', { origin: PORTAL }, { body: 'no json' }),
      send(open, 'POST', { origin: PORTAL, 'content-type': 'text/plain' }),
      send(open, 'POST', { origin: PORTAL }, { body: '{"query":"{ nope }"}' }),
      send(open, 'POST', { origin: PORTAL }, { body: 'x'.repeat(1_100_000) }),
      send(open, 'OPTIONS', { origin: PORTAL }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([
      401, 400, 415, 400, 413, 405,
    ]);
    for (const { cors } of replies) expect(cors).toEqual(READABLE);
  });

  test.each([
    'https://portal.example.com.evil.example',
    'https://evil.example/https://portal.example.com',
    'http://portal.example.com',
    'https://portal.example.com:8443',
    'https://PORTAL.example.com',
    'https://portal.example.com/',
    `${PORTAL}, https://evil.example`,
    'null',
    '*',
  ])('%s is not the listed one', async (origin) => {
    const asked = await preflight(open, origin);
    expect([asked.status, asked.cors]).toEqual([403, { vary: 'Origin' }]);
    const posted = await send(open, 'POST', { origin });
    expect(posted.cors).toEqual({ vary: 'Origin' });
  });

  test('never get cookies along, and only the API', async () => {
    for (const server of [open, local]) {
      for (const { cors } of [
        await preflight(server, DEVELOPER),
        await send(server, 'POST', { origin: DEVELOPER }),
      ])
        expect(cors).not.toHaveProperty('access-control-allow-credentials');
    }
    for (const path of ['/', '/readyz', '/nothing']) {
      const { cors } = await send(open, 'GET', { origin: PORTAL }, { path });
      expect(cors).not.toHaveProperty('access-control-allow-origin');
      expect((await preflight(open, PORTAL, {}, path)).status).not.toBe(204);
    }
  });

  test('of this machine are let in when they are listed, others never, where everybody is the owner', async () => {
    expect((await preflight(local, DEVELOPER)).status).toBe(204);
    const posted = await send(local, 'POST', { origin: DEVELOPER });
    expect(posted.cors['access-control-allow-origin']).toBe(DEVELOPER);
    expect((await preflight(local, 'http://localhost:5173')).status).toBe(403);
    expect((await preflight(local, PORTAL)).status).toBe(403);
    expect((await send(local, 'POST', { origin: PORTAL })).status).toBe(403);
  });

  test('cannot send what needs no preflight either', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const origin = 'http://localhost:5173';
    cluster.arrived.length = 0;
    const replies = await Promise.all([
      send(
        local,
        'POST',
        { origin, ...form },
        { body: 'query={viewer{name}}' },
      ),
      send(local, 'POST', { origin, 'content-type': 'text/plain' }),
      send(local, 'POST', { origin, 'content-type': 'multipart/form-data' }),
      send(local, 'GET', { origin }, { path: '/graphql?query={viewer{name}}' }),
      send(local, 'GET', {}, { path: '/graphql?query={viewer{name}}' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([
      415, 415, 415, 400, 400,
    ]);
    expect(cluster.arrived).toEqual([]);
  });
});
