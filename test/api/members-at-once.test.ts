import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import {
  actionsOf,
  mutateTenant,
  type TenantPayload,
} from '../support/tenant-mutation.js';

/** Two who give the same person a role: in the end there is one, and whoever did not have their way is told. */
describe('a member whom two change at once', () => {
  let api: Api;
  const tenant = uniqueName('rivals');
  beforeAll(async () => {
    api = await startApi();
    await mutateTenant(api, 'createTenant', { name: tenant });
  });
  afterAll(() => api.stop());

  const set = (name: string, role: string) =>
    mutateTenant(api, 'setTenantMember', {
      tenant,
      member: { kind: 'USER', name, role },
    });
  const remove = (name: string) =>
    mutateTenant(api, 'removeTenantMember', { tenant, kind: 'USER', name });
  const rolesOf = async (name: string) => {
    const { data } = await api.run<{
      tenant: { members: { name: string; role: string }[] };
    }>(`{ tenant(name: "${tenant}") { members { name role } } }`);
    return data.tenant.members
      .filter((member) => member.name === name)
      .map(({ role }) => role);
  };

  /** Carries out `second` when the first one is about to send its n-th request of this method about bindings. */
  async function inBetween(
    method: string,
    nth: number,
    first: () => Promise<TenantPayload>,
    second: () => Promise<TenantPayload>,
  ): Promise<TenantPayload[]> {
    const others: Promise<TenantPayload>[] = [];
    let seen = 0;
    api.proxy.fault = (verb, path) => {
      if (verb !== method || !/rolebindings/.test(path) || ++seen !== nth)
        return 'pass';
      const after = Promise.resolve().then(second);
      others.push(after);
      return { after };
    };
    const payload = await first();
    api.proxy.fault = () => 'pass';
    expect(others).toHaveLength(1);
    return [payload, ...(await Promise.all(others))];
  }

  test('has the role that was given last, when another was given before', async () => {
    await set('one', 'VIEWER');
    const [late, early] = await inBetween(
      'POST',
      1,
      () => set('one', 'DEVELOPER'),
      () => set('one', 'ADMIN'),
    );
    expect([late?.userErrors, early?.userErrors]).toEqual([[], []]);
    expect(await rolesOf('one')).toEqual(['DEVELOPER']);
    expect(late && actionsOf(late)).toEqual([
      expect.stringMatching(/^CREATED RoleBinding moorage-developer-/),
      expect.stringMatching(/^DELETED RoleBinding moorage-admin-/),
    ]);
  });

  test('has the role that was given last, when the other was giving it away', async () => {
    await set('nine', 'VIEWER');
    const payloads = await inBetween(
      'DELETE',
      1,
      () => set('nine', 'DEVELOPER'),
      () => set('nine', 'ADMIN'),
    );
    expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await rolesOf('nine')).toEqual(['ADMIN']);
  });

  test('has the role that was given last, and the other is told', async () => {
    await set('two', 'VIEWER');
    const [early, late] = await inBetween(
      'GET',
      2,
      () => set('two', 'DEVELOPER'),
      () => set('two', 'ADMIN'),
    );
    expect(late?.userErrors).toEqual([]);
    expect(early?.userErrors).toMatchObject([
      {
        code: 'CONFLICT',
        message: expect.stringContaining('user "two" ADMIN at the same moment'),
        field: ['input', 'member', 'role'],
      },
    ]);
    expect(await rolesOf('two')).toEqual(['ADMIN']);
  });

  test('keeps a role that is given again while another takes its place', async () => {
    await set('again', 'VIEWER');
    const [early, late] = await inBetween(
      'GET',
      2,
      () => set('again', 'DEVELOPER'),
      () => set('again', 'VIEWER'),
    );
    expect(late?.userErrors).toEqual([]);
    expect(early?.userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await rolesOf('again')).toEqual(['VIEWER']);
  });

  test('has one role in the end, however many give one', async () => {
    const given = ['VIEWER', 'DEVELOPER', 'ADMIN', 'VIEWER', 'DEVELOPER'];
    for (const name of ['three', 'four', 'five']) {
      const payloads = await Promise.all(given.map((role) => set(name, role)));
      const codes = payloads.flatMap(({ userErrors }) =>
        userErrors.map(({ code }) => code),
      );
      expect(
        codes.filter(
          (code) => !/CONFLICT|ALREADY_EXISTS|LAST_ADMIN/.test(code),
        ),
      ).toEqual([]);
      expect(await rolesOf(name)).toHaveLength(1);
    }
  });

  test('is gone when two remove them', async () => {
    await set('six', 'VIEWER');
    const payloads = await inBetween(
      'DELETE',
      1,
      () => remove('six'),
      () => remove('six'),
    );
    expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await rolesOf('six')).toEqual([]);
  });

  test('may give up a role themselves: nothing has to be read after it', async () => {
    await set('carol', 'ADMIN');
    await set('other', 'ADMIN');
    const payload = await mutateTenant(
      api,
      'setTenantMember',
      { tenant, member: { kind: 'USER', name: 'carol', role: 'VIEWER' } },
      'carol',
    );
    expect(payload).toMatchObject({
      tenant: { name: tenant },
      userErrors: [],
    });
    expect(await rolesOf('carol')).toEqual(['VIEWER']);
  });
});
