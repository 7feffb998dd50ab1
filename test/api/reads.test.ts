import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { type Api, startApi } from '../support/start-api.js';

interface Page<T> {
  nodes: T[];
  totalCount: number | null;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    endCursor: string | null;
    consistent: boolean;
  };
}
type Named = { id: string; name: string };
const PAGE =
  'totalCount pageInfo { hasNextPage hasPreviousPage endCursor consistent }';

describe('reads', () => {
  let api: Api;
  const batch = uniqueName('reads');
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${batch}-${letter}`);
  const tenant = names[0] ?? '';

  beforeAll(async () => {
    api = await startApi();
    for (const name of names) {
      await api.run(
        `mutation { createTenant(input: { name: "${name}", podSecurity: BASELINE, labels: [{ key: "batch", value: "${batch}" }] }) { userErrors { message } } }`,
      );
    }
    const app = (name: string, more: string) =>
      `${name}: createApp(input: { tenant: "${tenant}", name: "${name}", ${more} }) { userErrors { message } }`;
    await api.run(`mutation {
      ${app('web', 'image: "nginx:1.27", replicas: 3, ports: [{ port: 80, exposure: NODE_PORT }, { port: 9000, exposure: NONE }], labels: [{ key: "tier", value: "front" }]')}
      ${app('api', 'image: "httpd:2.4", workload: REPLICATION_CONTROLLER')}
      pod: createPod(input: { tenant: "${tenant}", name: "lonely", image: "nginx:1.27" }) { userErrors { message } }
      service: createService(input: { tenant: "${tenant}", name: "outside", type: EXTERNAL_NAME, externalName: "example.org", ports: [] }) { userErrors { message } }
    }`);
    await eventually(async () => {
      const { data } = await api.run<{
        tenant: { pods: { nodes: { ready: boolean }[] } };
      }>(`{ tenant(name: "${tenant}") { pods { nodes { ready } } } }`);
      expect(data.tenant.pods.nodes.map(({ ready }) => ready)).toEqual([
        true,
        true,
        true,
        true,
        true,
      ]);
    });
  }, 60_000);
  afterAll(() => api.stop());

  async function walk<T>(
    field: string,
    args: string,
    first: number,
    select = 'id name',
  ): Promise<Page<T>[]> {
    const pages: Page<T>[] = [];
    for (let after: string | null = null; pages.length < 20;) {
      const cursor: string = after ? `, after: "${after}"` : '';
      const { data, errors } = await api.run<Record<string, Page<T>>>(
        `{ ${field}(first: ${first}${args}${cursor}) { nodes { ${select} } ${PAGE} } }`,
      );
      expect(errors).toBeUndefined();
      const page = data[field] as Page<T>;
      pages.push(page);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    return pages;
  }

  test('tenants page by page, in every order', async () => {
    const filter = `filter: { labelSelector: "batch=${batch}" }`;
    const pages = await walk<Named>('tenants', `, ${filter}`, 2);
    expect(pages.map(({ nodes }) => nodes.map(({ name }) => name))).toEqual([
      names.slice(0, 2),
      names.slice(2, 4),
      names.slice(4),
    ]);
    expect(
      pages.map(({ totalCount, pageInfo }) => [
        totalCount,
        pageInfo.hasPreviousPage,
        pageInfo.consistent,
      ]),
    ).toEqual([
      [5, false, true],
      [5, true, true],
      [5, true, true],
    ]);
    for (const [order, wanted] of [
      ['NAME_DESC', [...names].reverse()],
      ['OLDEST', names],
      ['NEWEST', [...names].reverse()],
    ] as const) {
      const all = await walk<Named>(
        'tenants',
        `, ${filter}, orderBy: ${order}`,
        3,
      );
      const read = all.flatMap(({ nodes }) => nodes.map(({ name }) => name));
      // Tenants of one second have the same age, so the names decide among them.
      expect(order === 'NAME_DESC' ? read : [...read].sort()).toEqual(
        order === 'NAME_DESC' ? wanted : names,
      );
    }
    const part = await walk<Named>(
      'tenants',
      `, filter: { labelSelector: "batch=${batch}", nameContains: "-c" }`,
      2,
    );
    expect(part[0]?.nodes).toMatchObject([{ name: names[2] }]);
  });

  test('pods and services at the root are paged by the cluster, in a tenant and across tenants', async () => {
    const inTenant = await walk<Named>('pods', `, tenant: "${tenant}"`, 2);
    expect(inTenant.map(({ nodes }) => nodes.length)).toEqual([2, 2, 1]);
    expect(
      new Set(inTenant.flatMap(({ nodes }) => nodes.map(({ name }) => name)))
        .size,
    ).toBe(5);
    const everywhere = await walk<Named & { tenant: { name: string } }>(
      'pods',
      '',
      200,
      'id name tenant { name }',
    );
    const mine = everywhere.flatMap(({ nodes }) =>
      nodes.filter((pod) => pod.tenant.name === tenant),
    );
    expect(mine).toHaveLength(5);
    const services = await walk<Named>('services', `, tenant: "${tenant}"`, 1);
    expect(
      services.flatMap(({ nodes }) => nodes.map(({ name }) => name)).sort(),
    ).toEqual(['outside', 'web']);
    const external = await walk<Named>(
      'services',
      `, tenant: "${tenant}", filter: { type: [EXTERNAL_NAME] }`,
      5,
    );
    expect(external[0]?.nodes).toMatchObject([{ name: 'outside' }]);
  });

  test('a cursor of another query is refused', async () => {
    const [page] = await walk<Named>('pods', `, tenant: "${tenant}"`, 2);
    const { errors } = await api.run(
      `{ services(tenant: "${tenant}", after: "${page?.pageInfo.endCursor}") { nodes { name } } }`,
    );
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining('another query'),
    });
  });

  test('apps by name, image and label', async () => {
    const find = async (filter: string) =>
      (
        await walk<Named>(
          'apps',
          `, tenant: "${tenant}", filter: { ${filter} }`,
          10,
        )
      )[0]?.nodes.map(({ name }) => name);
    expect(await find('nameContains: "e"')).toEqual(['web']);
    expect(await find('image: "httpd"')).toEqual(['api']);
    expect(await find('labelSelector: "tier=front"')).toEqual(['web']);
    expect(await find('labelSelector: "!tier"')).toEqual(['api']);
    const all = await walk<Named & { tenant: { name: string } }>(
      'apps',
      '',
      200,
      'id name tenant { name }',
    );
    expect(
      all
        .flatMap(({ nodes }) => nodes)
        .filter((app) => app.tenant.name === tenant)
        .map(({ name }) => name),
    ).toEqual(['api', 'web']);
  });

  test('pods by label, node and name', async () => {
    const find = async (filter: string) =>
      (
        await walk<Named>(
          'pods',
          `, tenant: "${tenant}", filter: { ${filter} }`,
          10,
        )
      )[0]?.nodes.length;
    expect(await find('nameContains: "lone"')).toBe(1);
    expect(await find('labelSelector: "moorage.dev/app=web"')).toBe(3);
    expect(await find('nodeName: "moorage-node"')).toBe(5);
    expect(await find('nodeName: "no, such=node"')).toBe(0);
    const nested = await api.run<object>(
      `{ tenant(name: "${tenant}") { pods(filter: { labelSelector: "moorage.dev/app=api" }) { totalCount } app(name: "web") { pods(filter: { nameContains: "web" }, first: 2) { totalCount nodes { name } } } } }`,
    );
    expect(nested.data).toMatchObject({
      tenant: {
        pods: { totalCount: 1 },
        app: { pods: { totalCount: 3, nodes: [{}, {}] } },
      },
    });
  });

  test('every relation, in both directions', async () => {
    const { data, errors } = await api.run<object>(`{
      app(tenant: "${tenant}", name: "web") {
        tenant { name } pods { nodes { app { name tenant { name } } tenant { name } } } ports { name port exposure nodePort } urls
        services { nodes { name app { name } pods { totalCount } tenant { name } } } }
      controller: app(tenant: "${tenant}", name: "api") { workload pods { nodes { app { name workload } } } services { nodes { name } } ports { port } }
      pod(tenant: "${tenant}", name: "lonely") { app { name } tenant { name } phase nodeName ip startedAt containers { name image state ready restarts memory } }
      service(tenant: "${tenant}", name: "outside") { type app { name } pods { nodes { name } } ports { port } selector { key } }
    }`);
    expect(errors).toBeUndefined();
    const ofWeb = {
      app: { name: 'web', tenant: { name: tenant } },
      tenant: { name: tenant },
    };
    expect(data).toMatchObject({
      app: {
        tenant: { name: tenant },
        pods: { nodes: [ofWeb, ofWeb, ofWeb] },
        ports: [
          { port: 80, exposure: 'NODE_PORT', nodePort: expect.any(Number) },
          { port: 9000, exposure: 'NONE', nodePort: null },
        ],
        urls: [expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)],
        services: {
          nodes: [
            {
              name: 'web',
              app: { name: 'web' },
              pods: { totalCount: 3 },
              tenant: { name: tenant },
            },
          ],
        },
      },
      controller: {
        workload: 'REPLICATION_CONTROLLER',
        pods: {
          nodes: [{ app: { name: 'api', workload: 'REPLICATION_CONTROLLER' } }],
        },
        services: { nodes: [] },
        ports: [],
      },
      pod: {
        app: null,
        tenant: { name: tenant },
        phase: 'RUNNING',
        nodeName: 'moorage-node',
        containers: [
          {
            name: 'main',
            image: 'nginx:1.27',
            state: 'RUNNING',
            ready: true,
            restarts: 0,
          },
        ],
      },
      service: {
        type: 'EXTERNAL_NAME',
        app: null,
        pods: { nodes: [] },
        ports: [],
        selector: [],
      },
    });
  });

  test('node finds every id again, and nothing for an id that is none', async () => {
    const { data } = await api.run<{
      tenant: Named & {
        apps: { nodes: Named[] };
        pods: { nodes: Named[] };
        services: { nodes: Named[] };
      };
    }>(
      `{ tenant(name: "${tenant}") { id name apps { nodes { id name } } pods { nodes { id name } } services { nodes { id name } } } }`,
    );
    const all = [
      data.tenant,
      ...data.tenant.apps.nodes,
      ...data.tenant.pods.nodes,
      ...data.tenant.services.nodes,
    ];
    for (const { id, name } of all) {
      const found = await api.run<{ node: object }>(
        `{ node(id: "${id}") { id ... on Tenant { name } ... on App { name } ... on Pod { name } ... on Service { name } } }`,
      );
      expect(found.data.node).toEqual({ id, name });
    }
    const foreign = (parts: string) => Buffer.from(parts).toString('base64url');
    for (const id of [
      '',
      'nonsense',
      foreign('Tenant/kube-system'),
      foreign('Pod/../x'),
      foreign('Secret/a/b'),
      foreign(`App/${tenant}/`),
    ]) {
      const found = await api.run<{ node: null }>(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id },
      );
      expect([id, found.data.node, found.errors]).toEqual([
        id,
        null,
        undefined,
      ]);
    }
  });

  test('what is no tenant is invisible as a tenant', async () => {
    const { data, errors } = await api.run<object>(
      '{ tenant(name: "kube-system") { name } pods(tenant: "kube-system") { nodes { name } } app(tenant: "default", name: "x") { name } odd: tenant(name: "../..") { name } empty: tenant(name: "") { name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      tenant: null,
      pods: null,
      app: null,
      odd: null,
      empty: null,
    });
  });

  test('viewer, its rights, and the cluster with its nodes', async () => {
    const query =
      '{ viewer { name groups can(verb: "list", resource: "deployments", apiGroup: "apps") { allowed reason } } cluster { version source nodes { name ready cpu memory pods kubeletVersion } } }';
    const asAdmin = await api.run<object>(query);
    expect(asAdmin.data).toMatchObject({
      viewer: {
        name: 'admin',
        groups: expect.arrayContaining(['system:masters']),
        can: { allowed: true },
      },
      cluster: {
        version: 'v1.37.2',
        source: 'KUBECONFIG',
        nodes: [{ name: 'moorage-node', ready: true }],
      },
    });
    const stranger = await api.run<object>(query, {}, 'mallory');
    expect(stranger.data).toMatchObject({
      viewer: { name: 'mallory', can: { allowed: false } },
      cluster: { version: 'v1.37.2', nodes: null },
    });
    expect(stranger.errors?.[0]).toMatchObject({
      path: ['cluster', 'nodes'],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('what is read after a write of the same operation is read anew', async () => {
    const query = `mutation { first: createPod(input: { tenant: "${tenant}", name: "early", image: "nginx:1" }) { pod { tenant { pods { totalCount } } } }
      second: createPod(input: { tenant: "${tenant}", name: "late", image: "nginx:1" }) { pod { tenant { pods { totalCount } } } } }`;
    const { data } =
      await api.run<
        Record<string, { pod: { tenant: { pods: { totalCount: number } } } }>
      >(query);
    expect(
      [data.first, data.second].map(
        (payload) => payload?.pod.tenant.pods.totalCount,
      ),
    ).toEqual([6, 7]);
  });
});
