import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';

import { ask } from '../support/ask.js';
import {
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const VIEWER = '{ viewer { name } }';

describe('the endpoint', () => {
  let cluster: ScriptedCluster;
  let server: StartedServer;
  let local: StartedServer;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    server = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig, MOORAGE_AUTH: 'token' },
    });
    local = await startServer({
      env: { KUBECONFIG: cluster.kubeconfig, MOORAGE_AUTH: 'local' },
    });
  });
  afterAll(async () => {
    await Promise.all([server.stop(), local.stop()]);
    await cluster.close();
    cluster.remove();
  });

  const bearer = { authorization: 'Bearer somebody' };

  test('keeps the rules of GraphQL over HTTP', async () => {
    const results = await auditServer({
      url: `${local.url}/graphql`,
      fetchFn: fetch,
    });
    const failed = results.filter(({ status }) => status !== 'ok');
    const of = (word: string) =>
      failed
        .filter(({ name }) => name.startsWith(word))
        .map(({ name }) => name);
    expect(of('MUST')).toEqual([]);
    expect(results.filter(({ name }) => name.startsWith('MUST'))).toHaveLength(
      13,
    );
    // Plain GETs are refused against CSRF, and 400 is what the newer draft prefers.
    expect([of('SHOULD').length, of('MAY').length]).toEqual([3, 3]);
  });

  test('asks for a token before anything else', async () => {
    for (const query of [
      VIEWER,
      'no graphql at all',
      '{ __schema { types { name } } }',
    ]) {
      const { status, errors, headers } = await ask(server.url, query);
      expect([
        status,
        errors?.[0]?.extensions.code,
        headers['www-authenticate'],
      ]).toEqual([401, 'UNAUTHENTICATED', 'Bearer']);
    }
  });

  test.each([
    ['broken JSON', { body: '{"query": ' }, {}, 400, 'BAD_REQUEST'],
    [
      'a list',
      { body: '[{"query":"{ viewer { name } }"}]' },
      {},
      400,
      'BAD_REQUEST',
    ],
    [
      'another type',
      { body: 'query=x' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'BAD_REQUEST',
    ],
    [
      'too much',
      { body: JSON.stringify({ query: `{ ${'x'.repeat(1_100_000)} }` }) },
      {},
      413,
      'TOO_LARGE',
    ],
    ['no GraphQL', '{ viewer {', {}, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', {}, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a subscription', 'subscription { nothing }', {}, 400, 'BAD_REQUEST'],
    [
      'too many tokens',
      `{ ${'viewer { name } '.repeat(500)} }`,
      {},
      400,
      'GRAPHQL_PARSE_FAILED',
    ],
    [
      'an unknown operation',
      {
        body: JSON.stringify({
          query: 'query A { viewer { name } }',
          operationName: 'B',
        }),
      },
      {},
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a bad variable',
      {
        body: JSON.stringify({
          query: 'query ($n: Int!) { tenants(first: $n) { totalCount } }',
          variables: { n: 'x' },
        }),
      },
      {},
      400,
      'BAD_USER_INPUT',
    ],
  ])(
    '%s gets a JSON answer with a code',
    async (_what, query, headers, status, code) => {
      const reply = await ask(server.url, query, { ...bearer, ...headers });
      expect([reply.status, reply.errors?.[0]?.extensions.code]).toEqual([
        status,
        code,
      ]);
      expect(reply.headers['cache-control']).toBe('no-store');
      expect(reply.text).not.toMatch(/node_modules|at .*\.js:/);
    },
  );

  test('unknown paths and methods get JSON too', async () => {
    const missing = await fetch(`${server.url}/nothing`);
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
    const put = await fetch(`${server.url}/graphql`, {
      method: 'PUT',
      headers: bearer,
    });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  test('a plain GET is refused against CSRF, a mutation by GET always', async () => {
    const query = encodeURIComponent(VIEWER);
    expect(
      (await fetch(`${server.url}/graphql?query=${query}`, { headers: bearer }))
        .status,
    ).toBe(400);
    const mutation = encodeURIComponent(
      'mutation { deleteTenant(input: { name: "a", confirmName: "a" }) { deletedId } }',
    );
    const byGet = await fetch(`${server.url}/graphql?query=${mutation}`, {
      headers: { ...bearer, 'apollo-require-preflight': '1' },
    });
    expect(byGet.status).toBe(405);
  });

  test('nothing but the token of a caller says at the cluster who they are', async () => {
    cluster.arrived.length = 0;
    await ask(server.url, VIEWER, {
      ...bearer,
      'impersonate-user': 'root',
      'impersonate-group': 'system:masters',
      'x-remote-user': 'root',
      'x-remote-group': 'system:masters',
      cookie: 'session=1',
    });
    const headers = cluster.arrived[0]?.headers ?? {};
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(headers.authorization).toEqual(['Bearer somebody']);
  });

  test('every answer says what it asked of the cluster', async () => {
    const { extensions } = await ask(
      server.url,
      '{ viewer { name } cluster { version nodes { name } } }',
      bearer,
    );
    expect(extensions?.cluster).toEqual({
      requests: 3,
      lists: [{ kind: 'Node', count: 1, milliseconds: expect.any(Number) }],
    });
  });

  test('the playground page may run only what the server itself serves', async () => {
    const page = await fetch(local.url);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'/,
    );
    const [, script = ''] = /src="([^"]+)"/.exec(await page.text()) ?? [];
    const asset = await fetch(`${local.url}${script}`);
    expect([
      asset.status,
      asset.headers.get('cache-control'),
      asset.headers.get('content-encoding'),
    ]).toEqual([200, 'public, max-age=31536000, immutable', 'gzip']);
    await asset.arrayBuffer();
    for (const name of [
      '..%2f..%2fpackage.json',
      '.built-from',
      'index.html',
      'nope.js',
    ]) {
      expect((await fetch(`${local.url}/playground/${name}`)).status).toBe(404);
    }
  });
});
