import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { createLimiter } from '../../src/lib/limiter.js';
import { uniqueName } from '../support/control-plane.js';
import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

const APPS = 100;
const STATUS = `status { phase message serving { desired } rollout { state } problems { code title } }
  events { reason }`;

interface Tenants {
  tenants: {
    nodes: {
      apps: {
        totalCount: number;
        nodes: { name: string; status: { phase: string; message: string } }[];
      };
    }[];
  };
}

/** The status of any number of apps costs one LIST of each kind, and nothing where it is not asked for. */
describe('requests for the status of apps', () => {
  let api: Api;
  const batch = uniqueName('many');
  const tenants = ['a', 'b'].map((letter) => `${batch}-${letter}`);
  const ask = (fields: string, filter = '') =>
    api.run<Tenants>(
      `{ tenants(filter: { labelSelector: "batch=${batch}" }) { nodes { apps(first: 200${filter}) { totalCount nodes { name ${fields} } } } } }`,
    );

  beforeAll(async () => {
    api = await startApi();
    const limit = createLimiter(16);
    const make = (namespace: string, index: number) => {
      const name = `app-${index}`;
      const labels = { 'moorage.dev/app': name };
      const containers = [{ name: 'web', image: 'nginx:1.27' }];
      return api.plane.call(
        'POST',
        `/apis/apps/v1/namespaces/${namespace}/deployments`,
        {
          metadata: { name, labels },
          spec: {
            replicas: index === 0 ? 1 : 0,
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers } },
          },
        },
      );
    };
    for (const name of tenants) {
      const labels = { 'moorage.dev/tenant': name, batch };
      await api.plane.call('POST', '/api/v1/namespaces', {
        metadata: { name, labels },
      });
      const indexes = [...Array(APPS).keys()];
      await Promise.all(indexes.map((index) => limit(() => make(name, index))));
    }
    await eventually(async () => {
      const { data } = await ask('', ', filter: { phase: [RUNNING] }');
      expect(data.tenants.nodes.map(({ apps }) => apps.totalCount)).toEqual([
        1, 1,
      ]);
    }, 30);
  }, 120_000);
  afterAll(async () => {
    for (const name of tenants)
      await api.plane.call('DELETE', `/api/v1/namespaces/${name}`);
    await api.stop();
  });

  test(`one LIST of each kind for ${2 * APPS} apps`, async () => {
    api.proxy.reset();
    const { data, errors } = await ask(STATUS);
    expect(errors).toBeUndefined();
    const nodes = data.tenants.nodes.flatMap(({ apps }) => apps.nodes);
    expect(nodes).toHaveLength(2 * APPS);
    expect(countLists(api.proxy.passed)).toEqual({
      ...{ namespaces: 1, deployments: 1, replicationcontrollers: 1 },
      ...{ replicasets: 1, pods: 1, events: 1 },
      ...{ services: 1, endpointslices: 1 },
    });
  });

  test('none of them where the status is not asked for', async () => {
    api.proxy.reset();
    await ask('image replicas');
    expect(countLists(api.proxy.passed)).toEqual({
      ...{ namespaces: 1, deployments: 1, replicationcontrollers: 1 },
    });
  });

  test('apps can be picked by phase', async () => {
    const { data } = await ask('', ', filter: { phase: [STOPPED] }');
    const [first] = data.tenants.nodes;
    expect(first?.apps.totalCount).toBe(APPS - 1);
    expect(first?.apps.nodes.some(({ name }) => name === 'app-0')).toBe(false);
  });

  test('pods can be picked by phase', async () => {
    const { data } = await api.run<{
      running: { nodes: object[] };
      failed: { nodes: object[] };
    }>(
      `{ running: pods(tenant: "${tenants[0]}", filter: { phase: [RUNNING] }) { nodes { name } }
         failed: pods(tenant: "${tenants[0]}", filter: { phase: [FAILED, PENDING] }) { nodes { name } } }`,
    );
    expect(data.running.nodes).toHaveLength(1);
    expect(data.failed.nodes).toHaveLength(0);
  });

  test('a viewer of a tenant is told the same as its owner', async () => {
    const [tenant = ''] = tenants;
    const group = 'rbac.authorization.k8s.io';
    const path = `/apis/${group}/v1/namespaces/${tenant}/rolebindings`;
    await api.plane.call('POST', path, {
      metadata: { name: 'viewer' },
      subjects: [{ apiGroup: group, kind: 'User', name: 'carol' }],
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'moorage-viewer' },
    });
    const query = `{ app(tenant: "${tenant}", name: "app-0") { ${STATUS} } }`;
    await eventually(async () => {
      const asViewer = await api.run<{ app: object | null }>(
        query,
        {},
        'carol',
      );
      const asAdmin = await api.run<{ app: object | null }>(query);
      expect(asViewer.errors).toBeUndefined();
      expect(asViewer.data).toMatchObject({
        app: { status: { phase: 'RUNNING' } },
      });
      expect(asViewer.data).toEqual(asAdmin.data);
    });
  });

  test.each(['pods', 'replicasets'])(
    'it is UNKNOWN, with the reason, where %s may not be seen',
    async (plural) => {
      const message = `${plural} is forbidden: User cannot list`;
      const body = { kind: 'Status', reason: 'Forbidden', message };
      api.proxy.fault = (_method, path) =>
        path.endsWith(`/${plural}`) ? { status: 403, body } : 'pass';
      const { data, errors } = await ask('status { phase message }');
      api.proxy.fault = () => 'pass';
      expect(errors).toBeUndefined();
      const status = data.tenants.nodes[0]?.apps.nodes[0]?.status;
      expect(status?.phase).toBe('UNKNOWN');
      expect(status?.message).toContain(message);
    },
  );

  test('it is told without events, services and endpoints where these may not be seen', async () => {
    const body = { kind: 'Status', reason: 'Forbidden', message: 'no' };
    api.proxy.fault = (_method, path) =>
      /\/(events|services|endpointslices)$/.test(path)
        ? { status: 403, body }
        : 'pass';
    const { data, errors } = await ask('status { phase }');
    api.proxy.fault = () => 'pass';
    expect(errors).toBeUndefined();
    expect(data.tenants.nodes[0]?.apps.nodes[0]?.status.phase).toBe('RUNNING');
  });
});
