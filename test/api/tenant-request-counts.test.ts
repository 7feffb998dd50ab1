import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import {
  type Caller,
  type MemberWorld,
  startMemberWorld,
} from '../support/member-world.js';

const COUNT = 200;
const MINE = 20;
const RBAC = 'rbac.authorization.k8s.io';
const GUARD_KINDS = [
  'limitranges',
  'networkpolicies',
  'resourcequotas',
  'rolebindings',
  'serviceaccounts',
];

interface Answer {
  tenants: {
    totalCount: number;
    nodes: {
      name: string;
      phase: string;
      guards: { kind: string; name: string; state: string }[];
      quota: { resource: string; hard: string }[];
      members: { name: string }[] | null;
    }[];
  };
}

/** What pages of tenants cost: the proxy in front of the API server counts, and `extensions.cluster` must say the same. */
describe('requests for tenants with guards, quota and members', () => {
  let world: MemberWorld;
  let names: string[];
  let reader: Caller;
  let member: Caller;
  let admin: Caller;

  beforeAll(async () => {
    world = await startMemberWorld();
    const { plane } = world.api;
    [reader, member, admin] = await Promise.all([
      world.caller('reader'),
      world.caller('member'),
      world.caller('admin'),
    ]);
    await plane.call('POST', `/apis/${RBAC}/v1/clusterroles`, {
      metadata: { name: `${world.batch}-reader` },
      rules: [
        {
          apiGroups: ['', RBAC, 'networking.k8s.io'],
          resources: ['namespaces', 'events', ...GUARD_KINDS],
          verbs: ['get', 'list'],
        },
      ],
    });
    await plane.call('POST', `/apis/${RBAC}/v1/clusterrolebindings`, {
      metadata: { name: `${world.batch}-reader` },
      subjects: [
        { kind: 'ServiceAccount', name: 'reader', namespace: world.batch },
      ],
      roleRef: {
        apiGroup: RBAC,
        kind: 'ClusterRole',
        name: `${world.batch}-reader`,
      },
    });
    names = await world.makeTenants(COUNT);
    for (let at = 0; at < COUNT; at += 20)
      await Promise.all(names.slice(at, at + 20).map(fill));
    for (const name of names.slice(0, MINE)) {
      await world.bind(name, { kind: 'User', name: member.user });
      await world.bind(
        name,
        { kind: 'User', name: admin.user },
        'moorage-admin',
      );
    }
  }, 240_000);
  afterAll(async () => {
    for (const kind of ['clusterroles', 'clusterrolebindings'])
      await world.api.plane.call(
        'DELETE',
        `/apis/${RBAC}/v1/${kind}/${world.batch}-reader`,
      );
    await world.close();
  }, 240_000);

  async function fill(name: string): Promise<void> {
    await world.api.plane.call(
      'POST',
      `/api/v1/namespaces/${name}/resourcequotas`,
      { metadata: { name: 'moorage' }, spec: { hard: { pods: '40' } } },
    );
    await world.bind(name, { kind: 'User', name: 'somebody' });
  }

  async function ask<T = Answer>(caller: Caller, select: string) {
    world.api.proxy.reset();
    const answer = await world.api.run<T>(
      `query ($filter: TenantFilter) { tenants(first: 200, filter: $filter) { totalCount nodes { ${select} } } }`,
      { filter: { labelSelector: `batch=${world.batch}` } },
      caller,
    );
    const { passed, most } = world.api.proxy;
    expect(answer.extensions?.cluster.requests).toBe(passed.length);
    return { ...answer, lists: countLists(passed), passed, most };
  }
  const FULL =
    'name phase message guards { kind name state } quota { resource hard } containerDefaults { maxMemory } members { name }';

  test('of 200 tenants cost a cluster-wide reader one LIST for each kind', async () => {
    await eventually(async () => {
      const { data, errors, lists, passed } = await ask(
        reader,
        `${FULL} events { reason }`,
      );
      expect(errors).toBeUndefined();
      expect(lists).toEqual({
        namespaces: 1,
        events: 1,
        ...Object.fromEntries(GUARD_KINDS.map((kind) => [kind, 1])),
      });
      expect(passed).toHaveLength(7);
      expect(data.tenants.nodes).toHaveLength(COUNT);
      for (const { quota, guards } of data.tenants.nodes) {
        expect(quota).toEqual([{ resource: 'pods', hard: '40' }]);
        expect(
          guards.filter(({ kind }) => kind === 'RoleBinding').length,
        ).toBeGreaterThan(0);
      }
    }, 60);
  }, 90_000);

  test('of 20 of 200 tenants cost a member one request for each kind and tenant, at most eight at once', async () => {
    await eventually(async () => {
      const { data } = await ask(member, FULL);
      expect(data.tenants.totalCount).toBe(MINE);
    });
    // The refusals of the first run are still remembered.
    const { data, errors, passed, lists, most } = await ask(member, FULL);
    expect(data.tenants.nodes.map(({ name }) => name)).toEqual(
      names.slice(0, MINE),
    );
    expect(lists).toEqual({
      namespaces: 1,
      ...Object.fromEntries(GUARD_KINDS.map((kind) => [kind, MINE])),
      rolebindings: MINE + 1,
    });
    // The two lists of the server, a read of each tenant, a list of each kind in each.
    expect(passed).toHaveLength(2 + MINE + GUARD_KINDS.length * MINE);
    expect(most).toBeLessThanOrEqual(8);
    const theirs = passed.filter(
      ({ authorization }) => authorization === `Bearer ${member.token}`,
    );
    expect(
      theirs.every(({ path }) =>
        names.slice(0, MINE).some((name) => path.split('/').includes(name)),
      ),
    ).toBe(true);
    // A viewer may not see who else is a member.
    expect(data.tenants.nodes[0]).toMatchObject({
      members: null,
      quota: [{ resource: 'pods' }],
    });
    expect(data.tenants.nodes[0]?.guards).toContainEqual({
      kind: 'RoleBinding',
      name: '*',
      state: 'UNKNOWN',
    });
    expect(errors).toHaveLength(MINE);
    expect(errors?.[0]).toMatchObject({
      path: ['tenants', 'nodes', expect.any(Number), 'members'],
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('a name alone costs what it costs without any of this', async () => {
    expect((await ask(reader, 'name')).passed).toHaveLength(1);
    await ask(member, 'name');
    expect((await ask(member, 'name')).passed).toHaveLength(2 + MINE);
  });

  test('rights cost one review for each verb, and the rules of each tenant where that says no', async () => {
    const RIGHTS =
      'name viewerCan { update { allowed reason } delete { allowed } manageMembers { allowed reason } createApp { allowed } readSecrets { allowed } }';
    interface Rights {
      tenants: {
        nodes: {
          viewerCan: Record<
            string,
            { allowed: boolean; reason: string | null }
          >;
        }[];
      };
    }
    const allowed = async (caller: Caller) => {
      await ask<Rights>(caller, RIGHTS);
      const { data, passed, errors } = await ask<Rights>(caller, RIGHTS);
      expect(errors).toBeUndefined();
      const [first] = data.tenants.nodes;
      const can = Object.entries(first?.viewerCan ?? {})
        .filter(([, { allowed }]) => allowed)
        .map(([key]) => key);
      const reviews = (plural: string) =>
        passed.filter(({ path }) => path.endsWith(plural)).length;
      return {
        can,
        first: first?.viewerCan,
        access: reviews('/selfsubjectaccessreviews'),
        rules: reviews('/selfsubjectrulesreviews'),
      };
    };
    const seen = await allowed(admin);
    expect(seen).toMatchObject({
      can: ['manageMembers', 'createApp'],
      access: 5,
      rules: MINE,
      first: {
        update: {
          reason:
            'None of the roles that you have here lets you update namespaces.',
        },
        manageMembers: {
          reason: `A role that you have here lets you create rolebindings.${RBAC}.`,
        },
      },
    });
    expect(await allowed(member)).toMatchObject({ can: [], rules: MINE });
    world.api.proxy.reset();
    const { data } = await world.api.run<Rights>(
      `{ tenants(first: 200) { nodes { viewerCan { update { allowed } delete { allowed } } } } }`,
    );
    expect(
      data.tenants.nodes.every(({ viewerCan }) => viewerCan.delete?.allowed),
    ).toBe(true);
    expect(world.api.proxy.passed).toHaveLength(3);
  });
});
