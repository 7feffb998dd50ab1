import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';

import { ask } from '../support/ask.js';
import {
  answer,
  healthy,
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const VIEWER = '{ viewer { name } }';
const NODES = '{ cluster { nodes { name } } }';
const SECRET = 'a-token-that-must-not-show';

describe('trouble with the cluster', () => {
  let cluster: ScriptedCluster;
  let server: StartedServer;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    const env = {
      KUBECONFIG: cluster.kubeconfig,
      MOORAGE_AUTH: 'token',
      MOORAGE_CLUSTER_CONNECT_SECONDS: '0.5',
      MOORAGE_CLUSTER_READ_SECONDS: '0.5',
      MOORAGE_CLUSTER_WRITE_SECONDS: '0.5',
      MOORAGE_OPERATION_SECONDS: '3',
    };
    server = await startServer({ env });
  });
  afterEach(() => {
    cluster.script = healthy;
    cluster.arrived.length = 0;
  });
  afterAll(async () => {
    await server.stop();
    await cluster.close();
    cluster.remove();
  });

  const run = (query: string) =>
    ask(server.url, query, { authorization: `Bearer ${SECRET}` });
  const only = (path: string) =>
    cluster.arrived.filter((each) => each.path === path);

  test('a cluster that does not answer is CLUSTER_TIMEOUT within the deadline, and small questions go on', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes' ? undefined : healthy(arrived, response);
    const started = performance.now();
    const [slow, live] = await Promise.all([
      run(NODES),
      ask(server.url, VIEWER, { authorization: 'Bearer other' }),
    ]);
    expect(slow.errors?.[0]?.extensions).toMatchObject({
      code: 'CLUSTER_TIMEOUT',
      retryable: true,
    });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(live.data).toEqual({ viewer: { name: 'somebody' } });
  });

  test('a cluster that cannot be reached is CLUSTER_UNAVAILABLE, and the server recovers by itself', async () => {
    await cluster.close();
    const gone = await run(NODES);
    expect(gone.errors?.[0]).toMatchObject({
      message: expect.stringContaining('cannot be reached'),
      extensions: { code: 'CLUSTER_UNAVAILABLE' },
    });
    const probe = await fetch(`${server.url}/readyz`);
    expect([probe.status, await probe.text()]).toEqual([
      503,
      expect.stringMatching(/not ready: .*cannot be reached/),
    ]);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    await cluster.reopen();
    expect((await run(NODES)).data).toEqual({ cluster: { nodes: [] } });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  test('an expired token is UNAUTHENTICATED and never tried again with the rights of the server', async () => {
    cluster.script = (_arrived, response) =>
      answer(response, 401, {
        kind: 'Status',
        reason: 'Unauthorized',
        message: 'Unauthorized',
      });
    const { errors } = await run(VIEWER);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(cluster.arrived.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${SECRET}`,
    ]);
  });

  test('403 is FORBIDDEN with the words of the cluster', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes'
        ? answer(response, 403, {
            kind: 'Status',
            reason: 'Forbidden',
            message: 'nodes is forbidden: no',
          })
        : healthy(arrived, response);
    const { data, errors } = await run(NODES);
    expect(data).toEqual({ cluster: { nodes: null } });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('nodes is forbidden: no'),
      extensions: { code: 'FORBIDDEN', kubernetes: { httpStatus: 403 } },
    });
    expect(only('/api/v1/nodes')).toHaveLength(1);
  });

  test('429 is tried again, then THROTTLED with the time to wait', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes'
        ? answer(response, 429, {}, { 'retry-after': '0.1' })
        : healthy(arrived, response);
    const { errors } = await run(NODES);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'THROTTLED',
      retryAfterSeconds: 0.1,
    });
    expect(only('/api/v1/nodes')).toHaveLength(3);
  });

  test('429 for longer than anybody waits is THROTTLED at once, and a write has done nothing', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes' ||
      arrived.path.startsWith('/api/v1/namespaces')
        ? answer(response, 429, {}, { 'retry-after': '30' })
        : healthy(arrived, response);
    const started = performance.now();
    const read = await run(NODES);
    const written = await run(
      'mutation { deleteTenant(input: { name: "t", confirmName: "t" }) { userErrors { code } } }',
    );
    for (const { errors } of [read, written])
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'THROTTLED',
        retryAfterSeconds: 30,
      });
    expect(cluster.arrived.filter(({ method }) => method !== 'GET')).toEqual(
      [],
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('a server error is tried again and may pass', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes' && only('/api/v1/nodes').length < 3
        ? answer(response, 500, {})
        : healthy(arrived, response);
    const { data, errors, extensions } = await run(NODES);
    expect([data, errors]).toEqual([{ cluster: { nodes: [] } }, undefined]);
    expect(only('/api/v1/nodes')).toHaveLength(3);
    // Three lists and the version; the repeats count too.
    expect(extensions?.cluster.requests).toBe(4);
  });

  test('a connection that is cut in the middle is tried again, never half an answer', async () => {
    cluster.script = (arrived, response) => {
      if (arrived.path !== '/api/v1/nodes' || only('/api/v1/nodes').length > 1)
        return healthy(arrived, response);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '1000',
      });
      response.write('{"items":[');
      setTimeout(() => response.destroy(), 20);
    };
    expect((await run(NODES)).data).toEqual({ cluster: { nodes: [] } });
    expect(only('/api/v1/nodes')).toHaveLength(2);
  });

  test('an answer that is no JSON is an error with a code, and its text stays inside', async () => {
    cluster.script = (arrived, response) =>
      arrived.path === '/api/v1/nodes'
        ? void response.end('<html>internal hostname</html>')
        : healthy(arrived, response);
    const { errors, text } = await run(NODES);
    expect(errors?.[0]?.extensions.code).toBe('CLUSTER_UNAVAILABLE');
    expect(text).not.toContain('internal hostname');
  });

  test('a write whose answer is lost is not repeated blindly', async () => {
    cluster.script = (arrived, response) => {
      if (arrived.method === 'POST' && arrived.path === '/api/v1/namespaces')
        return void response.destroy();
      // The roles of members are there.
      if (arrived.path.includes('/clusterroles/'))
        return answer(response, 200, { metadata: { name: 'role' } });
      healthy(arrived, response);
    };
    const { data, errors } = await run(
      'mutation { createTenant(input: { name: "acme" }) { userErrors { code } changes { action } } }',
    );
    expect(only('/api/v1/namespaces')).toHaveLength(1);
    expect(only('/api/v1/namespaces/acme')).toHaveLength(1);
    expect([data, errors?.[0]?.extensions.code]).toEqual([
      null,
      'CLUSTER_UNAVAILABLE',
    ]);
  });

  test('no token shows up in what the server prints', () => {
    expect(server.output()).toContain('"msg":"operation"');
    expect(server.output()).not.toContain(SECRET);
  });
});
