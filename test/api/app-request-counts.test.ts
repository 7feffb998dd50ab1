import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import type { Passed } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

/** Milliseconds without a write of a controller, after which none is to come. */
const QUIET = 300;

const app = 'deployments/web';
/** The tenant, and the app, which may be of either kind. */
const FOUND = ['GET ', `GET ${app}`, 'GET replicationcontrollers/web'];
/** What a preview needs. */
const ROOM = ['GET limitranges', 'GET resourcequotas'];
/** One of the new pods is shown to the cluster's admission. */
const PREFLIGHT = ['POST? pods'];
const CHANGE = [`GET ${app}`, `PUT ${app}`];
const SCALE = [`PATCH ${app}/scale`, `GET ${app}`];
const AUTOSCALERS = ['GET horizontalpodautoscalers'];

/** What each mutation asks of the cluster, whatever the order. A "?" is a dry run. */
const COSTS: [field: string, input: Record<string, unknown>, cost: string[]][] =
  [
    [
      'createApp',
      { name: 'small', image: 'nginx:1.27' },
      [
        ...['GET ', 'GET replicationcontrollers/small'],
        ...[...PREFLIGHT, 'POST deployments'],
      ],
    ],
    [
      'createApp',
      {
        name: 'large',
        image: 'nginx:1.27',
        ports: [{ port: 80 }],
        secrets: [{ name: 'A', value: '1' }],
      },
      [
        ...['GET ', 'GET replicationcontrollers/large'],
        ...['GET deployments/large', ...PREFLIGHT],
        ...['POST secrets', 'POST deployments', 'POST services'],
      ],
    ],
    ['updateApp', { image: 'nginx:1.28' }, [...FOUND, ...PREFLIGHT, ...CHANGE]],
    [
      'updateApp',
      { labels: [{ key: 'team', value: 'red' }] },
      [...FOUND, ...CHANGE],
    ],
    [
      'updateApp',
      { replicas: 2 },
      [...FOUND, ...AUTOSCALERS, ...PREFLIGHT, ...CHANGE],
    ],
    [
      'updateApp',
      { ports: [{ port: 80 }] },
      [
        ...[...FOUND, 'GET services/web', ...PREFLIGHT],
        ...['POST services', ...CHANGE],
      ],
    ],
    [
      'scaleApp',
      { replicas: 3 },
      [...FOUND, ...AUTOSCALERS, ...PREFLIGHT, ...SCALE],
    ],
    ['scaleApp', { replicas: 1 }, [...FOUND, ...AUTOSCALERS, ...SCALE]],
    ['stopApp', {}, [...FOUND, ...CHANGE]],
    ['startApp', {}, [...FOUND, ...PREFLIGHT, ...CHANGE]],
    ['restartApp', {}, [...FOUND, ...PREFLIGHT, ...CHANGE]],
    ['rollbackApp', {}, [...FOUND, 'GET replicasets', ...PREFLIGHT, ...CHANGE]],
    [
      'setAppSecrets',
      { set: [{ name: 'A', value: '1' }] },
      [...FOUND, ...PREFLIGHT, 'POST secrets', ...CHANGE],
    ],
  ];

describe('requests of a change of an app', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, run } = await startAppTenant());
    await run('createApp', {
      name: 'web',
      image: 'nginx:1.27',
      runAsUser: 101,
    });
    await eventually(async () => {
      const { data } = await api.run<{ app: { releases: object[] } }>(
        `{ app(tenant: "${tenant}", name: "web") { releases { image } } }`,
      );
      expect(data.app.releases).toHaveLength(1);
    });
  });
  afterAll(() => api.stop());

  /** Controllers write the status for a while, and each such write may cost a change another try. */
  const settled = () =>
    eventually(async () => {
      const { data } = await api.run<{
        app: { status: { phase: string; rollout: { state: string } } };
      }>(
        `{ app(tenant: "${tenant}", name: "web") { status { phase rollout { state } } } }`,
      );
      expect(data.app.status.phase).toMatch(/^(RUNNING|STOPPED)$/);
      expect(data.app.status.rollout.state).toBe('COMPLETE');
      const before = await versionOf('web');
      await sleep(QUIET);
      expect(await versionOf('web')).toBe(before);
    });
  const versionOf = async (name: string) => {
    const { metadata } = await api.plane.call<{
      metadata: { resourceVersion: string };
    }>('GET', `/apis/apps/v1/namespaces/${tenant}/deployments/${name}`);
    return metadata.resourceVersion;
  };
  const toWord = ({ method, path, query }: Passed) =>
    `${method}${query.has('dryRun') ? '?' : ''} ${path
      .replace(`/api/v1/namespaces/${tenant}`, '')
      .replace(/^\/apis\/[^/]+\/v\d\/namespaces\/[^/]+/, '')
      .replace(/^\//, '')
      .replace(/-env-[a-z0-9]{10}$/, '-env')}`;

  /** Without `exact`, a request that was counted may have been left before it arrived. */
  const ask = async (query: string, variables: object = {}, exact = true) => {
    api.proxy.reset();
    const { data, errors, extensions } = await api.run<object>(query, {
      ...variables,
    });
    expect(errors).toBeUndefined();
    const arrived = api.proxy.passed.length;
    if (exact) expect(extensions?.cluster.requests).toBe(arrived);
    return { data, cost: api.proxy.passed.map(toWord).sort() };
  };

  test.each(COSTS)('%s %j', async (field, input, cost) => {
    await settled();
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const { data, cost: found } = await ask(
      `mutation ($input: ${type}!) { payload: ${field}(input: $input) { rollout { id } userErrors { message } } }`,
      { input: { tenant, name: 'web', ...input } },
    );
    expect(data).toMatchObject({ payload: { userErrors: [] } });
    expect(found).toEqual([...cost].sort());
  });

  test('a preview reads the quota, and what it counts for a container without sizes', async () => {
    const { cost } = await ask(
      `mutation ($input: CreateAppInput!) { createApp(input: $input) { preview { fits } } }`,
      {
        input: { tenant, name: 'seen', image: 'nginx:1.27', dryRun: true },
      },
    );
    expect(cost).toEqual(
      [
        ...['GET ', 'GET replicationcontrollers/seen', ...ROOM, ...PREFLIGHT],
        'POST? deployments',
      ].sort(),
    );
  });

  test('rollout reads the workload, and what its pods tell in one list each', async () => {
    const { rollout } = await run('restartApp', { name: 'web' });
    const { cost } = await ask(`{ rollout(id: "${rollout?.id}") { state } }`);
    expect(cost).toEqual([
      `GET ${app}`,
      'GET events',
      'GET pods',
      'GET replicasets',
    ]);
    const waited = await ask(
      `{ waitForRollout(id: "${rollout?.id}") { state } }`,
      {},
      false,
    );
    expect(waited.data).toEqual({ waitForRollout: { state: 'COMPLETE' } });
    expect(waited.cost[0]).toBe('GET deployments');
    // It was through already, or there is a watch.
    expect([[], ['GET deployments']]).toContainEqual(waited.cost.slice(1));
  });

  test('deleteApp looks for all that belongs to the app, and deletes it by name', async () => {
    await settled();
    const { cost } = await ask(
      `mutation { deleteApp(input: { tenant: "${tenant}", name: "web" }) { deletedId } }`,
    );
    expect(cost).toEqual(
      [
        ...[...FOUND, ...AUTOSCALERS, 'GET services', 'GET replicasets'],
        ...[`DELETE ${app}`, 'DELETE secrets/web-env'],
      ].sort(),
    );
  });
});
