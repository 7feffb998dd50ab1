import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { startReadsWorld } from '../support/reads-world.js';
import type { Api } from '../support/start-api.js';

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

describe('lists', () => {
  let api: Api;
  let batch: string;
  let names: string[];
  let tenant: string;

  beforeAll(async () => {
    ({ api, batch, names, tenant } = await startReadsWorld());
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
});
