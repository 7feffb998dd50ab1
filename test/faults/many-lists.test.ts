import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { LIST_BOUNDS } from '../../src/cluster/list-lines.js';
import { ask } from '../support/ask.js';
import { eventually } from '../support/eventually.js';
import {
  answer,
  healthy,
  type ScriptedCluster,
  startScriptedCluster,
} from '../support/scripted-cluster.js';
import { type StartedServer, startServer } from '../support/start-server.js';

const { whole: WHOLE } = LIST_BOUNDS;
const NODES = '{ cluster { nodes { name } } }';
/** Milliseconds after which a question has got to its line. */
const ARRIVED = 300;
const VIEWER = '{ viewer { name } }';

describe('many lists of a slow cluster', () => {
  let cluster: ScriptedCluster;
  let server: StartedServer;
  /** Who has a list under way, and what answers it. */
  let open: { authorization?: string; answer: () => void }[] = [];
  let most = 0;

  beforeAll(async () => {
    cluster = await startScriptedCluster();
    server = await startServer({
      env: {
        KUBECONFIG: cluster.kubeconfig,
        MOORAGE_AUTH: 'token',
        MOORAGE_OPERATION_SECONDS: '5',
      },
    });
    cluster.script = (arrived, response) => {
      if (arrived.path !== '/api/v1/nodes') return healthy(arrived, response);
      const entry = {
        authorization: arrived.authorization,
        answer: () => {
          open = open.filter((each) => each !== entry);
          answer(response, 200, { metadata: {}, items: [] });
        },
      };
      open.push(entry);
      most = Math.max(most, open.length);
    };
  });
  afterAll(async () => {
    await server.stop();
    await cluster.close();
    cluster.remove();
  });

  const run = (token: string, query: string) =>
    ask(server.url, query, { authorization: `Bearer ${token}` });
  const many = (token: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => run(token, NODES)));
  const openOf = (token: string) =>
    open.filter(({ authorization }) => authorization === `Bearer ${token}`);

  test('no caller has more under way than one may, all no more than all may, and small questions and /livez do not wait', async () => {
    const first = many('first', 20);
    await eventually(async () =>
      expect(openOf('first')).toHaveLength(WHOLE.perCaller),
    );
    const second = many('second', 20);
    await eventually(async () => expect(open).toHaveLength(WHOLE.inAll));
    const started = performance.now();
    expect((await run('third', VIEWER)).data).toEqual({
      viewer: { name: 'somebody' },
    });
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect([openOf('first').length, open.length]).toEqual([
      WHOLE.perCaller,
      WHOLE.inAll,
    ]);
    // Whoever comes later finds a place before what waits in a caller's own line.
    const third = many('third', 1);
    await sleep(ARRIVED);
    for (const { answer } of open.slice(0, WHOLE.perCaller)) answer();
    await eventually(async () => expect(openOf('third')).toHaveLength(1));
    const release = setInterval(() => open[0]?.answer(), 2);
    const replies = (await Promise.all([first, second, third])).flat();
    clearInterval(release);
    expect(replies.map(({ data, errors }) => (errors ? errors : data))).toEqual(
      replies.map(() => ({ cluster: { nodes: [] } })),
    );
    expect([replies.length, most]).toEqual([41, WHOLE.inAll]);
  });

  test('whoever waits in line gets an answer when the time of the operation is up, and leaves the line', async () => {
    const replies = await many('first', 10);
    expect(replies.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(
      replies.map(() => 'CLUSTER_TIMEOUT'),
    );
    // Those that nobody waits for any more.
    open = [];
    const next = run('first', NODES);
    await eventually(async () => expect(open).toHaveLength(1));
    open[0]?.answer();
    expect((await next).data).toEqual({ cluster: { nodes: [] } });
  });
});
