import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  test,
} from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { ask } from '../support/ask.js';
import { flood } from '../support/flood.js';
import {
  answer,
  healthy,
  type Script,
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

interface Logs {
  lines: { podName: string; text: string }[];
  truncated: boolean;
  notes: string[];
}

const MIB = 1_048_576;
const SECRET = 'only-in-the-log';
const APP = { 'moorage.dev/app': 'web' };
const LOG = /^\/api\/v1\/namespaces\/acme\/pods\/(web-\d+)\/log$/;

const aPod = (name: string) => ({
  metadata: {
    name,
    namespace: 'acme',
    labels: APP,
    ownerReferences: [
      {
        kind: 'ReplicationController',
        name: 'web',
        uid: '1',
        controller: true,
      },
    ],
  },
  spec: { nodeName: 'node-1', containers: [{ name: 'web', image: 'web' }] },
});

/** A tenant with one app of so many pods, whose logs come as told. */
const world =
  (
    count: number,
    log: (
      pod: string,
      query: URLSearchParams,
      response: ServerResponse,
    ) => unknown,
  ): Script =>
  (arrived, response) => {
    const { path, query } = arrived;
    const pod = LOG.exec(path)?.[1];
    if (pod) return void log(pod, query, response);
    if (path === '/api/v1/namespaces/acme')
      return answer(response, 200, {
        metadata: { name: 'acme', labels: { 'moorage.dev/tenant': 'acme' } },
      });
    if (path === '/api/v1/namespaces/acme/replicationcontrollers/web')
      return answer(response, 200, {
        metadata: { name: 'web', namespace: 'acme', labels: APP },
        spec: { template: { spec: { containers: [] } } },
      });
    if (path === '/api/v1/namespaces/acme/pods')
      return answer(response, 200, {
        items: Array.from({ length: count }, (_, at) => aPod(`web-${at}`)),
      });
    const single = /\/pods\/(web-\d+)$/.exec(path)?.[1];
    if (single) return answer(response, 200, aPod(single));
    healthy(arrived, response);
  };

const line = (at: number, text: string) =>
  `2026-11-24T08:00:00.${String(at).padStart(9, '0')}Z ${text}\n`;

describe('trouble with logs', () => {
  let cluster: ScriptedCluster;
  let server: StartedServer;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    const env = {
      KUBECONFIG: cluster.kubeconfig,
      MOORAGE_CLUSTER_CONNECT_SECONDS: '5',
      MOORAGE_CLUSTER_READ_SECONDS: '2',
      MOORAGE_OPERATION_SECONDS: '20',
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

  const query = (owner: string, args = '') =>
    `{ owner: ${owner} { logs${args} { lines { podName text } truncated notes } } }`;
  const app = (args?: string) =>
    query('app(tenant: "acme", name: "web")', args);
  const pod = (args?: string) =>
    query('pod(tenant: "acme", name: "web-0")', args);
  const read = async (text: string) => {
    const { data, errors } = await ask(server.url, text);
    const owner = data?.owner as { logs: Logs | null } | undefined;
    return { logs: owner?.logs as Logs, errors };
  };
  const reads = () => cluster.arrived.filter(({ path }) => LOG.test(path));
  const peak = () => {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  };

  test('a log that breaks off is shown as far as it came, with a note, and read once', async () => {
    cluster.script = world(2, (name, _query, response) => {
      response.write(line(1, SECRET) + line(2, 'half'));
      if (name === 'web-1') return response.end();
      response.write('2026-11-24T08:0');
      setTimeout(() => response.destroy(), 50);
    });
    const { logs } = await read(app());
    expect(logs.lines).toMatchObject([
      { podName: 'web-0', text: SECRET },
      { podName: 'web-1', text: SECRET },
      { podName: 'web-0', text: 'half' },
      { podName: 'web-1', text: 'half' },
    ]);
    expect(logs.truncated).toBe(true);
    expect(logs.notes).toEqual([
      expect.stringMatching(
        /^the log of pod web-0 broke off, newer lines are missing: the cluster cannot be reached/,
      ),
    ]);
    expect(reads()).toHaveLength(2);
  });

  test('a machine that cannot be reached is a note; the others are read', async () => {
    const message = 'Get "https://10.0.0.1:10250/...": connection refused';
    cluster.script = world(2, (name, _query, response) =>
      name === 'web-0'
        ? answer(response, 500, { kind: 'Status', message })
        : response.end(line(1, 'a')),
    );
    const { logs } = await read(app());
    const notes = [`the log of pod web-0 cannot be read: ${message}`];
    expect(logs).toEqual({
      lines: [{ podName: 'web-1', text: 'a' }],
      truncated: false,
      notes,
    });
    expect((await read(pod())).logs).toEqual({
      lines: [],
      truncated: false,
      notes,
    });
    expect(reads()).toHaveLength(3);
  });

  test('a read that is not answered is a note in time, and an error when it is the only one', async () => {
    cluster.script = world(2, (name, _query, response) =>
      name === 'web-0' ? undefined : response.end(line(1, 'a')),
    );
    const { logs } = await read(app());
    expect(logs.notes).toEqual([
      'the log of pod web-0 cannot be read: the cluster did not answer in time',
    ]);
    expect(logs.lines).toHaveLength(1);
    const { errors } = await read(pod());
    expect(errors?.[0]?.extensions.code).toBe('CLUSTER_TIMEOUT');
  });

  test('a log that falls silent is shown as far as it came', async () => {
    cluster.script = world(1, (_name, _query, response) =>
      response.write(line(1, 'last words')),
    );
    const { logs } = await read(pod());
    expect(logs.lines).toMatchObject([{ text: 'last words' }]);
    expect(logs.notes).toEqual([
      'the log of pod web-0 broke off, newer lines are missing: the cluster did not answer in time',
    ]);
  });

  test('an expired token is UNAUTHENTICATED', async () => {
    cluster.script = world(1, (_name, _query, response) =>
      answer(response, 401, { kind: 'Status', reason: 'Unauthorized' }),
    );
    const { errors } = await read(pod());
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('an endless line is cut at 5 MiB', async () => {
    let written: Promise<number> | undefined;
    cluster.script = world(1, (_name, _query, response) => {
      response.write('2026-11-24T08:00:00Z ');
      written = flood(response, 1_000 * MIB, 'x'.repeat(65_536));
    });
    const { logs } = await read(pod());
    expect(logs.lines.map(({ text }) => text.length)).toEqual([5 * MIB - 21]);
    expect(logs.notes).toEqual([
      'the log of pod web-0 was cut at 5 MiB: newer lines are left out. Ask for a smaller tail',
    ]);
    expect(await written).toBeLessThan(30 * MIB);
    expect(reads()).toHaveLength(1);
  });

  test('of a tail that is too large the newest lines are read', async () => {
    const all = Array.from({ length: 10_001 }, (_, at) =>
      line(at, `${at} ${'x'.repeat(2_000)}`),
    );
    cluster.script = world(1, (_name, asked, response) => {
      const tail = all.slice(-Number(asked.get('tailLines'))).join('');
      response.end(tail.slice(0, Number(asked.get('limitBytes'))));
    });
    const { logs } = await read(pod('(tail: 10000)'));
    expect(logs.lines.at(-1)?.text).toMatch(/^10000 /);
    expect(logs.lines.length).toBeGreaterThan(1_000);
    expect(logs.truncated).toBe(true);
    expect(logs.notes).toEqual([
      'the log of pod web-0 is larger than 5 MiB: older lines are left out',
    ]);
    expect(reads()).toHaveLength(2);
  });

  test('12 logs of 100 MiB that heed no limit take the memory of one page, 8 at once', async () => {
    let open = 0;
    let most = 0;
    const chunk = Array.from({ length: 60 }, (_, at) =>
      line(at, `${SECRET} ${'x'.repeat(1_000)}`),
    ).join('');
    cluster.script = world(12, (_name, _query, response) => {
      open++;
      // That a reader has left is heard a moment after the next one has come.
      setTimeout(() => (most = Math.max(most, open)), 50);
      response.once('close', () => open--);
      void flood(response, 100 * MIB, chunk);
    });
    const before = peak();
    const { logs } = await read(app('(tail: 10000)'));
    expect(logs.truncated).toBe(true);
    expect(logs.lines.length).toBeGreaterThan(4_000);
    const size = logs.lines.reduce((sum, { text }) => sum + text.length, 0);
    expect(size).toBeLessThan(5 * MIB);
    expect(most).toBeLessThanOrEqual(8);
    expect(peak() - before).toBeLessThan(256 * MIB);
  });

  test('more lines than one operation may have are TOO_LARGE for the fields that are too much', async () => {
    const all = Array.from({ length: 10_001 }, (_, at) => line(at, 'a'));
    const text = all.join('');
    cluster.script = world(1, (_name, _query, response) => response.end(text));
    const parts = Array.from(
      { length: 6 },
      (_, at) =>
        `p${at}: pod(tenant: "acme", name: "web-0") { logs(tail: 10000) { lines { text } } }`,
    );
    const { data, errors } = await ask(server.url, `{ ${parts.join(' ')} }`);
    const read = Object.values(data ?? {}) as { logs: Logs | null }[];
    expect(read.filter(({ logs }) => logs === null)).toHaveLength(1);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([
      'TOO_LARGE',
    ]);
  });

  test('a client that leaves frees the reads within a second', async () => {
    let closed = 0;
    cluster.script = world(20, (_name, _query, response) => {
      response.once('close', () => closed++);
      response.write(line(1, 'a'));
    });
    const client = new AbortController();
    const gone = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: app() }),
      signal: client.signal,
    }).catch(() => 'gone');
    while (reads().length < 8) await sleep(20);
    client.abort();
    expect(await gone).toBe('gone');
    const left = performance.now();
    while (closed < 8 && performance.now() - left < 5_000) await sleep(20);
    expect(performance.now() - left).toBeLessThan(1_000);
    await sleep(300);
    // Those that waited for their turn are not begun any more.
    expect(reads()).toHaveLength(8);
    const probe = await read('{ owner: viewer { name } }');
    expect(probe.errors).toBeUndefined();
  });

  test('no text of a log shows up in what the server prints', () => {
    expect(server.output()).toContain('"msg":"operation"');
    expect(server.output()).not.toContain(SECRET);
  });
});
