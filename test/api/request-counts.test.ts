import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

const NESTED = `query Nested($first: Int, $filter: TenantFilter) {
  tenants(first: $first, filter: $filter) { totalCount nodes {
    name
    apps { nodes { name replicas pods { nodes { name phase nodeName } } services { nodes { name type clusterIP } } } }
  } }
}`;

interface Nested {
  tenants: {
    totalCount: number;
    nodes: {
      name: string;
      apps: {
        nodes: { pods: { nodes: object[] }; services: { nodes: object[] } }[];
      } | null;
    }[];
  };
}

/** The number of requests to the cluster is a promise; the proxy in front of the API server counts them. */
describe('requests to the cluster', () => {
  let api: Api;
  const batch = uniqueName('crowd');

  beforeAll(async () => {
    api = await startApi();
    const reader = {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name: 'readers',
    };
    await api.plane.call(
      'POST',
      '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
      {
        metadata: { name: batch },
        subjects: [reader],
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'view',
        },
      },
    );
    await api.plane.call(
      'POST',
      '/apis/rbac.authorization.k8s.io/v1/clusterroles',
      {
        metadata: { name: `${batch}-namespaces` },
        rules: [{ apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }],
      },
    );
  }, 60_000);
  afterAll(() => api.stop());

  async function makeTenant(name: string, size: string): Promise<void> {
    const labels = { 'moorage.dev/tenant': name, batch: `${batch}-${size}` };
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name, labels },
    });
    const app = { 'moorage.dev/app': 'web' };
    const template = {
      metadata: { labels: app },
      spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
    };
    await api.plane.call(
      'POST',
      `/apis/apps/v1/namespaces/${name}/deployments`,
      {
        metadata: { name: 'web', labels: app },
        spec: { replicas: 1, selector: { matchLabels: app }, template },
      },
    );
    await api.plane.call('POST', `/api/v1/namespaces/${name}/services`, {
      metadata: { name: 'web' },
      spec: { selector: app, ports: [{ port: 80 }] },
    });
  }

  async function makeTenants(count: number): Promise<string[]> {
    const names = Array.from(
      { length: count },
      (_, index) => `${batch}-${count}-${index}`,
    );
    for (let at = 0; at < count; at += 20)
      await Promise.all(
        names.slice(at, at + 20).map((name) => makeTenant(name, String(count))),
      );
    return names;
  }

  test.each([3, 50, 200])(
    'a cluster-wide reader of %i tenants costs one LIST for each kind',
    async (count) => {
      await makeTenants(count);
      const variables = {
        first: 200,
        filter: { labelSelector: `batch=${batch}-${count}` },
      };
      await eventually(async () => {
        api.proxy.reset();
        const { data, errors, extensions } = await api.run<Nested>(
          NESTED,
          variables,
          'reader',
        );
        expect(errors).toBeUndefined();
        expect(data.tenants.nodes).toHaveLength(count);
        expect(countLists(api.proxy.passed)).toEqual({
          namespaces: 1,
          deployments: 1,
          replicationcontrollers: 1,
          pods: 1,
          services: 1,
        });
        expect(api.proxy.passed).toHaveLength(5);
        expect(extensions?.cluster.requests).toBe(5);
        for (const tenant of data.tenants.nodes) {
          expect(tenant.apps?.nodes).toMatchObject([
            {
              pods: { nodes: [{ phase: 'RUNNING' }] },
              services: { nodes: [{}] },
            },
          ]);
        }
      }, 60);
    },
    180_000,
  );

  test('the relations back from pods and services cost no more', async () => {
    const name = `${batch}-3-0`;
    const query = `query ($filter: TenantFilter) { tenants(filter: $filter) { nodes {
      pods { nodes { name tenant { name } app { name } } }
      services { nodes { app { name tenant { name } } pods { nodes { name } } } } } } }`;
    api.proxy.reset();
    const { data, errors } = await api.run<{ tenants: { nodes: object[] } }>(
      query,
      { filter: { labelSelector: `batch=${batch}-3` } },
      'reader',
    );
    expect(errors).toBeUndefined();
    expect(data.tenants.nodes[0]).toMatchObject({
      pods: { nodes: [{ tenant: { name }, app: { name: 'web' } }] },
      services: {
        nodes: [
          { app: { name: 'web', tenant: { name } }, pods: { nodes: [{}] } },
        ],
      },
    });
    expect(countLists(api.proxy.passed)).toEqual({
      namespaces: 1,
      deployments: 1,
      replicationcontrollers: 1,
      pods: 1,
      services: 1,
    });
  });

  test('one tenant is read inside its namespace, its app by narrow selectors', async () => {
    api.proxy.reset();
    const query =
      'query ($name: String!) { tenant(name: $name) { apps { nodes { name pods { nodes { name } } services { nodes { name } } } } } }';
    await api.run(query, { name: `${batch}-3-1` }, 'reader');
    expect(api.proxy.passed.map(({ path }) => path).sort()).toEqual([
      `/api/v1/namespaces/${batch}-3-1`,
      `/api/v1/namespaces/${batch}-3-1/pods`,
      `/api/v1/namespaces/${batch}-3-1/replicationcontrollers`,
      `/api/v1/namespaces/${batch}-3-1/services`,
      `/apis/apps/v1/namespaces/${batch}-3-1/deployments`,
    ]);
    const pods = api.proxy.passed.find(({ path }) => path.endsWith('/pods'));
    expect(pods?.query.get('labelSelector')).toBe('moorage.dev/app=web');
  });

  test('a member of 3 tenants reads inside each, and the refusal of the whole is remembered', async () => {
    const names = [0, 1, 2].map((index) => `${batch}-3-${index}`);
    const subjects = [
      { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'alice' },
    ];
    for (const name of names) {
      for (const role of ['view', `${batch}-namespaces`]) {
        await api.plane.call(
          'POST',
          `/apis/rbac.authorization.k8s.io/v1/namespaces/${name}/rolebindings`,
          {
            metadata: { name: role },
            subjects,
            roleRef: {
              apiGroup: 'rbac.authorization.k8s.io',
              kind: 'ClusterRole',
              name: role,
            },
          },
        );
      }
    }
    const part = (alias: string, name: string) =>
      `${alias}: tenant(name: "${name}") { name apps { nodes { pods { nodes { phase } } services { nodes { name } } } } }`;
    const query = `{ ${names.map((name, index) => part(`t${index}`, name)).join(' ')} }`;
    const lists = {
      deployments: 3,
      replicationcontrollers: 3,
      pods: 3,
      services: 3,
    };
    await eventually(async () => {
      const { data } = await api.run<
        Record<string, { apps: { nodes: object[] } } | null>
      >(query, {}, 'alice');
      expect(data.t0?.apps.nodes).toMatchObject([
        {
          pods: { nodes: [{ phase: 'RUNNING' }] },
          services: { nodes: [{ name: 'web' }] },
        },
      ]);
    });
    // The refusals of the first run are still remembered: each kind is listed in the three tenants and nowhere else.
    api.proxy.reset();
    const { errors, extensions } = await api.run(query, {}, 'alice');
    expect(errors).toBeUndefined();
    expect(countLists(api.proxy.passed)).toEqual(lists);
    expect(
      api.proxy.passed.every(({ path }) =>
        names.some((name) => path.includes(`/namespaces/${name}`)),
      ),
    ).toBe(true);
    expect(extensions?.cluster.requests).toBe(3 + 12);
  });

  test('what a member may not see looks as if it were not there', async () => {
    const { data, errors } = await api.run<object>(
      `{ other: tenant(name: "${batch}-50-0") { name } none: tenant(name: "no-such-tenant") { name } }`,
      {},
      'alice',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ other: null, none: null });
  });

  test('a list that is forbidden is a field error with a code, never an empty list', async () => {
    const { data, errors } = await api.run<object>(
      '{ pods { nodes { name } } apps { nodes { name } } }',
      {},
      'mallory',
    );
    expect(data).toEqual({ pods: null, apps: null });
    expect(
      errors
        ?.map(({ extensions, path }) => [path?.[0], extensions.code])
        .sort(),
    ).toEqual([
      ['apps', 'FORBIDDEN'],
      ['pods', 'FORBIDDEN'],
    ]);
  });

  test('a list that fails in one kind leaves the rest of the answer', async () => {
    api.proxy.fault = (method, path) =>
      path.endsWith('/services')
        ? {
            status: 403,
            body: {
              kind: 'Status',
              reason: 'Forbidden',
              message: 'services is forbidden',
            },
          }
        : 'pass';
    const { data, errors } = await api.run<Nested>(
      NESTED,
      { filter: { labelSelector: `batch=${batch}-3` } },
      'reader',
    );
    api.proxy.fault = () => 'pass';
    expect(data.tenants.nodes[0]?.apps?.nodes[0]).toMatchObject({
      pods: { nodes: [{}] },
      services: null,
    });
    expect(errors?.[0]).toMatchObject({
      path: ['tenants', 'nodes', 0, 'apps', 'nodes', 0, 'services'],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('a page of one tenant reads the lists of that tenant alone, whatever was allowed before', async () => {
    const paths = async (query: string) => {
      api.proxy.reset();
      expect((await api.run(query)).errors).toBeUndefined();
      return api.proxy.passed
        .map(({ path }) => path)
        .filter((path) => path.endsWith('/deployments'));
    };
    const everywhere = ['/apis/apps/v1/deployments'];
    expect(await paths('{ apps(first: 1) { nodes { name } } }')).toEqual(
      everywhere,
    );
    const [path] = await paths(
      '{ tenants(first: 1) { nodes { apps { nodes { name } } } } }',
    );
    expect(path).toMatch(/\/namespaces\/[^/]+\/deployments$/);
    expect(
      await paths(
        '{ tenants(first: 50) { nodes { apps { nodes { name } } } } }',
      ),
    ).toEqual(everywhere);
  });
});
