import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import {
  type Caller,
  type MemberWorld,
  startMemberWorld,
} from '../support/member-world.js';
import { startApi } from '../support/start-api.js';

interface Page {
  totalCount: number | null;
  nodes: { name: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    endCursor: string | null;
  };
}
const PAGE =
  'totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor }';
const NOTHING = {
  totalCount: 0,
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
};

describe('the tenants of people who may not list namespaces', () => {
  let world: MemberWorld;
  let names: string[];
  let member: Caller;
  let half: Caller;
  let stranger: Caller;

  beforeAll(async () => {
    world = await startMemberWorld();
    names = await world.makeTenants(12);
    [member, half, stranger] = await Promise.all([
      world.caller('member'),
      world.caller('half'),
      world.caller('stranger'),
    ]);
    const [n0, n1, n2, n3, n4, n5] = names as [string, ...string[]] & string[];
    const user = { kind: 'User' as const, name: member.user };
    // A user, a service account with and without its namespace, and the group of a whole namespace of accounts.
    await world.bind(n0, user);
    await world.bind(n0, user, 'moorage-developer');
    await world.bind(n1 ?? '', {
      kind: 'ServiceAccount',
      name: 'member',
      namespace: world.batch,
    });
    await world.bind(n2 ?? '', user);
    await world.bind(n3 ?? '', user, 'view');
    // The account of that name in the tenant's own namespace is somebody else.
    await world.bind(n4 ?? '', {
      kind: 'ServiceAccount',
      name: 'member',
      namespace: n4,
    });
    await world.bind(
      n5 ?? '',
      { kind: 'User', name: half.user },
      'system:auth-delegator',
    );
    await world.bind(n0, { kind: 'User', name: half.user });
    await world.bind(world.batch, user);
    await eventually(async () => {
      const { data } = await read(member);
      expect(data.tenants.nodes).toHaveLength(4);
    });
  });
  afterAll(() => world.close());

  const read = (caller: Caller, args = 'first: 50') =>
    world.api.run<{ tenants: Page }>(
      `{ tenants(${args}) { ${PAGE} } }`,
      {},
      caller,
    );

  test('are those in which a RoleBinding names them', async () => {
    const { data, errors } = await read(member);
    expect(errors).toBeUndefined();
    expect(data.tenants).toEqual({
      totalCount: 4,
      nodes: names.slice(0, 4).map((name) => ({ name })),
      pageInfo: {
        hasNextPage: false,
        hasPreviousPage: false,
        endCursor: expect.any(String),
      },
    });
  });

  test('page by page, in every order, filtered', async () => {
    const first = (await read(member, 'first: 3')).data.tenants;
    expect(first).toMatchObject({
      totalCount: null,
      nodes: names.slice(0, 3).map((name) => ({ name })),
      pageInfo: { hasNextPage: true },
    });
    const after = first.pageInfo.endCursor;
    expect(
      (await read(member, `first: 3, after: "${after}"`)).data.tenants,
    ).toMatchObject({
      totalCount: null,
      nodes: [{ name: names[3] }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    const named = async (args: string) =>
      (await read(member, args)).data.tenants.nodes.map(({ name }) => name);
    expect(await named('orderBy: NAME_DESC')).toEqual(
      names.slice(0, 4).reverse(),
    );
    expect((await named('orderBy: NEWEST')).sort()).toEqual(names.slice(0, 4));
    expect(await named('filter: { nameContains: "-002" }')).toEqual([names[2]]);
    expect(
      await named(
        `filter: { labelSelector: "kubernetes.io/metadata.name in (${names[1]}, ${names[7]})" }`,
      ),
    ).toEqual([names[1]]);
    expect(await named('filter: { phase: [FROZEN] }')).toEqual([]);
    expect(
      await named('first: 2, filter: { phase: [PROVISIONING, DEGRADED] }'),
    ).toEqual(names.slice(0, 2));
    const { errors } = await read(member, 'filter: { labelSelector: "a b" }');
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('are confirmed with their own rights: a binding that shows nothing leaves no trace', async () => {
    const { data } = await read(half, 'first: 1');
    expect(data.tenants).toEqual({
      totalCount: 1,
      nodes: [{ name: names[0] }],
      pageInfo: {
        hasNextPage: false,
        hasPreviousPage: false,
        endCursor: expect.any(String),
      },
    });
    const { tenants } = (await read(half, 'orderBy: NAME_DESC, first: 1')).data;
    expect(tenants.nodes).toEqual([{ name: names[0] }]);
  });

  test('the server reads namespaces and rolebindings as itself, and everything else as the caller', async () => {
    world.api.proxy.reset();
    await world.api.run(
      '{ tenants { nodes { name phase members { name } quota { resource } } } }',
      {},
      member,
    );
    const own = world.api.proxy.passed.filter(
      ({ authorization }) => authorization === `Bearer ${world.own.token}`,
    );
    expect(own.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /api/v1/namespaces',
      'GET /apis/rbac.authorization.k8s.io/v1/rolebindings',
    ]);
    expect(
      world.api.proxy.passed.every(
        ({ authorization }) =>
          authorization === `Bearer ${world.own.token}` ||
          authorization === `Bearer ${member.token}`,
      ),
    ).toBe(true);
  });

  test('a stranger has none, and each way of asking answers as if there were none', async () => {
    const foreign = names[6] ?? '';
    const none = `${world.batch}-zzz`;
    const idOf = (...parts: string[]) =>
      Buffer.from(parts.join('/')).toString('base64url');
    const asks: ((name: string) => string)[] = [
      (name) => `{ tenants(filter: { nameContains: "${name}" }) { ${PAGE} } }`,
      (name) =>
        `{ tenant(name: "${name}") { name phase guards { name } members { name } quota { resource } events { reason } viewerCan { update { allowed } } } }`,
      (name) => `{ node(id: "${idOf('Tenant', name)}") { id } }`,
      (name) => `{ node(id: "${idOf('App', name, 'web')}") { id } }`,
      (name) => `{ node(id: "${idOf('Pod', name, 'web')}") { id } }`,
      (name) => `{ apps(tenant: "${name}") { totalCount nodes { name } } }`,
      (name) => `{ pods(tenant: "${name}") { totalCount nodes { name } } }`,
      (name) => `{ services(tenant: "${name}") { totalCount nodes { name } } }`,
      (name) => `{ app(tenant: "${name}", name: "web") { name } }`,
      (name) =>
        `mutation { updateTenant(input: { name: "${name}", description: "mine" }) { tenant { name } changes { name } userErrors { code message field facts { key value } kubernetes { message } } } }`,
      (name) =>
        `mutation { deleteTenant(input: { name: "${name}", confirmName: "${name}" }) { tenant { name } userErrors { code message kubernetes { message } } } }`,
      (name) =>
        `mutation { createApp(input: { tenant: "${name}", name: "web", image: "nginx:1.27" }) { app { name } userErrors { code message kubernetes { message } } } }`,
    ];
    const askBoth = (ask: (name: string) => string) =>
      Promise.all(
        [foreign, none].map(async (name) => {
          const answer = await world.api.run<object>(ask(name), {}, stranger);
          const { cluster } = answer.extensions ?? {};
          return JSON.stringify([
            answer.status,
            answer.data,
            answer.errors,
            cluster?.requests,
          ]).replaceAll(name, '<name>');
        }),
      );
    // A refusal that is remembered for some seconds may be forgotten between the two: that is a request more for one of them.
    for (const ask of asks)
      await eventually(async () => {
        const [one, other] = await askBoth(ask);
        expect(one).toBe(other);
      });
    expect((await read(stranger)).data.tenants).toEqual(NOTHING);
  });

  test('a server without an identity, or with one that may not look, says to name tenants', async () => {
    for (const own of [{}, stranger]) {
      const api = await startApi({}, own);
      const { data, errors } = await api.run<object>(
        `{ tenants { nodes { name } } tenant(name: "${names[0]}") { name } }`,
        {},
        member,
      );
      await api.stop();
      expect(data).toEqual({ tenants: null, tenant: { name: names[0] } });
      expect(errors).toMatchObject([
        {
          path: ['tenants'],
          message: expect.stringContaining('tenant(name: "...")'),
          extensions: { code: 'FORBIDDEN' },
        },
      ]);
      expect(JSON.stringify(errors)).not.toContain('stranger');
    }
  });

  test('in local mode the caller is the server: who may look for others may look for themselves', async () => {
    const finder = await startApi({ MOORAGE_AUTH: 'local' }, world.own);
    const all = await finder.run<{ tenants: Page }>(
      `{ tenants(filter: { labelSelector: "batch=${world.batch}" }) { ${PAGE} } }`,
      {},
      {},
    );
    await finder.stop();
    expect(all.data.tenants.totalCount).toBe(12);
    const alone = await startApi({ MOORAGE_AUTH: 'local' }, member);
    const { errors } = await alone.run(
      '{ tenants { nodes { name } } }',
      {},
      {},
    );
    await alone.stop();
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
