import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { type Api, startApi } from '../support/start-api.js';
import {
  actionsOf,
  mutateTenant,
  type TenantPayload,
} from '../support/tenant-mutation.js';

interface Guards {
  namespace: {
    spec: { quota: Record<string, string>; egress: string; members: object[] };
  };
  'resourcequotas/moorage': { spec: { hard: Record<string, string> } };
}

const QUOTA = /^PATCH .*\/resourcequotas\/moorage$/;
const INTERNET = /^DELETE .*\/moorage-allow-internet$/;
const NAMESPACE = /^PUT /;

/** Changes of one tenant that meet: whatever their order, the guards are those of the wish that is stored last. */
describe('a tenant that is changed by two at once', () => {
  let api: Api;
  let name: string;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const update = async (change: object) => {
    const payload = await mutateTenant(api, 'updateTenant', {
      name,
      ...change,
    });
    expect(payload.userErrors).toEqual([]);
    return payload;
  };
  const make = async () => {
    name = uniqueName('busy');
    await mutateTenant(api, 'createTenant', { name });
  };

  /** Starts `first`, and when it is about to send the write of this kind carries out `second` before that write passes. */
  async function inBetween(
    write: RegExp,
    first: () => Promise<TenantPayload>,
    second: () => Promise<unknown>,
  ): Promise<TenantPayload> {
    let met = 0;
    api.proxy.fault = (method, path) => {
      if (!write.test(`${method} ${path}`) || !path.includes(name) || met++ > 0)
        return 'pass';
      return { after: second() };
    };
    const payload = await first();
    api.proxy.fault = () => 'pass';
    expect(met).toBeGreaterThan(0);
    return payload;
  }

  async function expectInLine(): Promise<Guards> {
    const guards = (await guardsOf(api.plane, name)) as unknown as Guards;
    const { quota, egress } = guards.namespace.spec;
    expect(guards['resourcequotas/moorage'].spec.hard).toEqual(quota);
    expect('networkpolicies/moorage-allow-internet' in guards).toBe(
      egress === 'INTERNET',
    );
    const repaired = await mutateTenant(api, 'repairTenant', { name });
    expect(
      actionsOf(repaired).filter((line) => !line.startsWith('UNCHANGED')),
    ).toEqual([]);
    return guards;
  }
  const pods = (hard: string) => ({ quota: [{ resource: 'pods', hard }] });
  const secrets = (hard: string) => ({
    quota: [{ resource: 'secrets', hard }],
  });

  test('keeps both changes of different fields, in the wish and in the guards', async () => {
    await make();
    const payload = await inBetween(
      QUOTA,
      () => update(pods('80')),
      () => update(secrets('9')),
    );
    const guards = await expectInLine();
    expect(guards.namespace.spec.quota).toMatchObject({
      pods: '80',
      secrets: '9',
    });
    // What was put right in the end is told, and every object that stayed as it was once.
    expect(
      actionsOf(payload).filter((line) => /ResourceQuota/.test(line)),
    ).toEqual([
      'CONFIGURED ResourceQuota moorage',
      'CONFIGURED ResourceQuota moorage',
    ]);
    expect(
      actionsOf(payload).filter((line) => /LimitRange/.test(line)),
    ).toEqual(['UNCHANGED LimitRange moorage']);
  });

  test('has the policies of the later wish when the earlier one takes one away late', async () => {
    await make();
    await inBetween(
      INTERNET,
      () => update({ egress: 'TENANT_ONLY' }),
      () => update({ egress: 'INTERNET' }),
    );
    const { namespace } = await expectInLine();
    expect(namespace.spec.egress).toBe('INTERNET');
  });

  test('does not take the guards of before for those of now', async () => {
    await make();
    await inBetween(
      NAMESPACE,
      () => update({ ...pods('40'), displayName: 'Last' }),
      () => update(pods('80')),
    );
    const { namespace } = await expectInLine();
    expect(namespace.spec.quota.pods).toBe('40');
  });

  test('may be changed while it is made', async () => {
    name = uniqueName('young');
    const member = { kind: 'USER', name: 'carol', role: 'ADMIN' };
    const payload = await inBetween(
      QUOTA,
      () => mutateTenant(api, 'createTenant', { name, members: [member] }),
      () => update({ ...pods('7'), egress: 'NONE' }),
    );
    expect(payload.userErrors).toEqual([]);
    const { namespace } = await expectInLine();
    expect(namespace.spec).toMatchObject({
      quota: { pods: '7' },
      egress: 'NONE',
      members: [],
    });
  });

  test('may be changed while it is repaired', async () => {
    await make();
    await api.plane.call(
      'DELETE',
      `/api/v1/namespaces/${name}/resourcequotas/moorage`,
    );
    await inBetween(
      QUOTA,
      () => mutateTenant(api, 'repairTenant', { name }),
      () => update(pods('11')),
    );
    const { namespace } = await expectInLine();
    expect(namespace.spec.quota.pods).toBe('11');
  });

  test('follows the last of many', async () => {
    await make();
    const changes = [
      ...['11', '12', '13'].map(pods),
      ...['21', '22', '23'].map(secrets),
      { egress: 'TENANT_ONLY' },
      { egress: 'NONE' },
      { egress: 'INTERNET' },
    ];
    await Promise.all(changes.map(update));
    await expectInLine();
  });

  test('is not written over by a change that was meant for another version', async () => {
    await make();
    const { tenant } = await update(pods('30'));
    let payload: TenantPayload | undefined;
    await inBetween(
      NAMESPACE,
      async () =>
        (payload = await mutateTenant(api, 'updateTenant', {
          name,
          ...pods('31'),
          ifVersion: tenant?.version,
        })),
      () => update(secrets('5')),
    );
    expect(payload?.userErrors).toMatchObject([
      { code: 'CONFLICT', field: ['input', 'ifVersion'] },
    ]);
    const { namespace } = await expectInLine();
    expect(namespace.spec.quota).toMatchObject({ pods: '30', secrets: '5' });
  });
});
