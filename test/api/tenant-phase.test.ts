import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import {
  startStateWorld,
  type State,
  type StateWorld,
} from '../support/state-world.js';

describe('the phase of a tenant', () => {
  let world: StateWorld;
  beforeAll(async () => {
    world = await startStateWorld();
  });
  afterAll(() => world.close());

  test('PROVISIONING while guards of a new namespace are missing', async () => {
    const name = await world.make('new', {
      without: ['LimitRange', 'NetworkPolicy'],
    });
    expect(await world.read(name)).toMatchObject({
      phase: 'PROVISIONING',
      message: expect.stringContaining('LimitRange moorage'),
    });
  });

  test('FROZEN and protected as its namespace says', async () => {
    const name = await world.make('frozen', {
      frozen: true,
      deleteProtected: true,
      without: ['NetworkPolicy'],
    });
    expect(
      await world.read<object>(name, 'phase message deleteProtected'),
    ).toMatchObject({
      phase: 'FROZEN',
      message: expect.stringContaining('updateTenant'),
      deleteProtected: true,
    });
  });

  test('a tenant from before there were guards reads without them', async () => {
    const name = await world.make('before', null);
    const before = await world.read<State & Record<string, unknown>>(
      name,
      'phase guards { kind name state detail } quota { resource } containerDefaults { maxMemory } members { name } egress podSecurity deleteProtected',
    );
    expect(before).toMatchObject({
      phase: 'PROVISIONING',
      quota: [],
      containerDefaults: { maxMemory: null },
      members: [],
      egress: null,
      podSecurity: null,
      deleteProtected: false,
    });
    expect(new Set(before.guards.map(({ state }) => state))).toEqual(
      new Set(['MISSING', 'DRIFTED']),
    );
  });

  test('DELETING says what stands in the way, and finalizers stay', async () => {
    const name = await world.make('ending', {});
    const path = `/api/v1/namespaces/${name}/configmaps`;
    await world.api.plane.call('POST', path, {
      metadata: { name: 'held', finalizers: ['example.com/hold'] },
    });
    await world.api.plane.call('DELETE', `/api/v1/namespaces/${name}`);
    await eventually(async () => {
      const { phase, deletion, message } = await world.read<{
        phase: string;
        deletion: string[];
        message: string;
      }>(name, 'phase deletion message');
      expect(phase).toBe('DELETING');
      expect(deletion).toEqual([
        'Waiting for 1 configmaps.',
        expect.stringContaining('finalizer example.com/hold of one object'),
      ]);
      expect(message).toContain('Waiting for 1 configmaps.');
    }, 25);
    const held = await world.api.plane.call<{
      metadata: { finalizers: string[] };
    }>('GET', `${path}/held`);
    expect(held.metadata.finalizers).toEqual(['example.com/hold']);
    await world.api.plane.call(
      'PATCH',
      `${path}/held`,
      { metadata: { finalizers: null } },
      'application/merge-patch+json',
    );
  });

  test('tenants are picked by phase, and guards are read only when they decide', async () => {
    await world.make('pick-well', {});
    await world.make('pick-frozen', { frozen: true });
    const drifted = await world.make('pick-drifted', {});
    await world.api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${drifted}/resourcequotas/moorage`,
      { spec: { hard: { pods: '4000' } } },
      'application/merge-patch+json',
    );
    const find = async (phases: string) => {
      world.api.proxy.reset();
      const { data, errors } = await world.api.run<{
        tenants: { totalCount: number; nodes: { name: string }[] };
      }>(
        `{ tenants(filter: { labelSelector: "batch=${world.batch}", nameContains: "-pick-", phase: [${phases}] }) { totalCount nodes { name } } }`,
      );
      expect(errors).toBeUndefined();
      const { nodes, totalCount } = data.tenants;
      expect(totalCount).toBe(nodes.length);
      return nodes.map(({ name }) => name.split('-pick-')[1]);
    };
    expect(await find('FROZEN')).toEqual(['frozen']);
    expect(world.api.proxy.passed).toHaveLength(1);
    await eventually(async () =>
      expect(await find('ACTIVE')).toEqual(['well']),
    );
    expect(world.api.proxy.passed).toHaveLength(6);
    await eventually(async () =>
      expect(await find('DEGRADED, FROZEN')).toEqual(['drifted', 'frozen']),
    );
    expect(await find('')).toEqual([]);
  });
});
