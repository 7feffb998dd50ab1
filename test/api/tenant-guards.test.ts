import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  MemberKind,
  MemberRole,
} from '../../src/modules/tenants/member.type.js';
import { eventually } from '../support/eventually.js';
import {
  amiss,
  startStateWorld,
  type State,
  type StateWorld,
} from '../support/state-world.js';

const ANNA = { kind: MemberKind.USER, name: 'anna', role: MemberRole.ADMIN };
const BOT = {
  kind: MemberKind.SERVICE_ACCOUNT,
  name: 'bot',
  namespace: 'robots',
  role: MemberRole.VIEWER,
};

describe('the guards of a tenant', () => {
  let world: StateWorld;
  beforeAll(async () => {
    world = await startStateWorld();
  });
  afterAll(() => world.close());

  test('ACTIVE with guards, quota lines, container defaults, members', async () => {
    const name = await world.make('well', { members: [ANNA, BOT] });
    const state = await eventually(async () => {
      const now = await world.read(name);
      expect(now).toMatchObject({ phase: 'ACTIVE', message: null });
      return now;
    });
    expect(amiss(state)).toEqual([]);
    expect(state.guards).toHaveLength(11);
    expect(
      await world.read<object>(
        name,
        'podSecurity egress deleteProtected deletion createdBy containerDefaults { cpuRequest cpuLimit memoryRequest memoryLimit maxCpu maxMemory } members { kind name namespace role }',
      ),
    ).toEqual({
      podSecurity: 'RESTRICTED',
      egress: 'INTERNET',
      deleteProtected: false,
      deletion: [],
      createdBy: null,
      containerDefaults: {
        cpuRequest: '100m',
        cpuLimit: null,
        memoryRequest: '128Mi',
        memoryLimit: '512Mi',
        maxCpu: null,
        maxMemory: '8Gi',
      },
      members: [
        {
          kind: 'SERVICE_ACCOUNT',
          name: 'bot',
          namespace: 'robots',
          role: 'VIEWER',
        },
        { kind: 'USER', name: 'anna', namespace: null, role: 'ADMIN' },
      ],
    });
    const { quota } = await world.read<{
      quota: { resource: string }[];
    }>(name, 'quota { resource hard used remaining usedRatio overCommitted }');
    expect(quota).toHaveLength(14);
    expect(
      quota.find(({ resource }) => resource === 'requests.memory'),
    ).toEqual({
      resource: 'requests.memory',
      hard: '8Gi',
      used: '0',
      remaining: '8Gi',
      usedRatio: 0,
      overCommitted: false,
    });
  });

  test('the quota counts what runs, and shows when it was lowered below that', async () => {
    const name = await world.make('used', {});
    await eventually(() =>
      world.api.plane.call('POST', `/api/v1/namespaces/${name}/configmaps`, {
        metadata: { name: 'one' },
      }),
    );
    const line = async () => {
      const { quota } = await world.read<{
        quota: { resource: string; used: string }[];
      }>(
        name,
        'quota { resource hard used remaining usedRatio overCommitted }',
      );
      return quota.find(({ resource }) => resource === 'configmaps');
    };
    // The certificate of the cluster is the other one; where it came while the quota was counted first, the next count finds it.
    await eventually(async () =>
      expect(await line()).toMatchObject({
        used: expect.stringMatching(/^[12]$/),
        overCommitted: false,
      }),
    );
    await world.api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${name}/resourcequotas/moorage`,
      { spec: { hard: { configmaps: '1' } } },
      'application/merge-patch+json',
    );
    await eventually(async () =>
      expect(await line()).toMatchObject({
        hard: '1',
        used: '2',
        remaining: '-1',
        usedRatio: 2,
        overCommitted: true,
      }),
    );
    expect(amiss(await world.read(name))).toEqual([
      {
        kind: 'ResourceQuota',
        name: 'moorage',
        state: 'DRIFTED',
        detail: 'spec.hard.configmaps is "1" instead of "200".',
      },
    ]);
  });

  test('DEGRADED with a binding that is not ours, and with a policy that opens what should be closed', async () => {
    const name = await world.make('drifted', { members: [ANNA] });
    await world.api.plane.call(
      'POST',
      `/apis/rbac.authorization.k8s.io/v1/namespaces/${name}/rolebindings`,
      {
        metadata: { name: 'back-door' },
        subjects: [
          { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'eve' },
        ],
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'ClusterRole',
          name: 'edit',
        },
      },
    );
    await world.api.plane.call(
      'PATCH',
      `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies/moorage-default-deny`,
      { spec: { ingress: [{}] } },
      'application/merge-patch+json',
    );
    await eventually(async () => {
      const state = await world.read(name);
      expect(state.phase).toBe('DEGRADED');
      expect(state.message).toContain(
        'NetworkPolicy moorage-default-deny, RoleBinding back-door',
      );
      expect(amiss(state)).toMatchObject([
        {
          name: 'moorage-default-deny',
          state: 'DRIFTED',
          detail: expect.stringContaining('should not be there'),
        },
        {
          name: 'back-door',
          state: 'DRIFTED',
          detail: expect.stringContaining('ClusterRole edit to User eve'),
        },
      ]);
    });
    expect(await world.read<object>(name, 'members { name }')).toEqual({
      members: [{ name: 'anna' }],
    });
  });

  test('a kind that the cluster cannot list is an error of guards, and a sentence of the phase', async () => {
    const name = `${world.batch}-well`;
    world.api.proxy.fault = (_method, path) =>
      path.endsWith('/limitranges')
        ? {
            status: 400,
            body: { kind: 'Status', reason: 'BadRequest', message: 'no' },
          }
        : 'pass';
    const { data, errors } = await world.api.run<{ tenant: State }>(
      `{ tenant(name: "${name}") { phase message guards { state } quota { resource } } }`,
    );
    world.api.proxy.fault = () => 'pass';
    expect(data.tenant).toMatchObject({
      phase: 'ACTIVE',
      message: expect.stringContaining('limitranges could not be read'),
      guards: null,
      quota: expect.arrayContaining([{ resource: 'pods' }]),
    });
    expect(errors).toMatchObject([{ path: ['tenant', 'guards'] }]);
  });

  test('nothing of this is read when it is not asked for', async () => {
    world.api.proxy.reset();
    await world.api.run(
      `{ tenants(filter: { labelSelector: "batch=${world.batch}" }) { nodes { name podSecurity egress deleteProtected deletion } } }`,
    );
    expect(world.api.proxy.passed).toHaveLength(1);
  });
});
