import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

describe('deleteTenant', () => {
  let api: Api;
  let operator: Operator;
  beforeAll(async () => {
    api = await startApi();
    operator = await makeOperator(api.plane);
  });
  afterAll(async () => {
    await operator.remove();
    await api.stop();
  });
  const make = async (input: object = {}) => {
    const name = uniqueName('gone');
    const payload = await mutateTenant(api, 'createTenant', { name, ...input });
    return { name, version: payload.tenant?.version };
  };
  const remove = (name: string, more: object = {}) =>
    mutateTenant(
      api,
      'deleteTenant',
      { name, confirmName: name, ...more },
      operator,
    );
  const read = (name: string) =>
    api.plane.call<{ metadata: { deletionTimestamp?: string } }>(
      'GET',
      `/api/v1/namespaces/${name}`,
    );

  test('takes the namespace with all that is in it, after a dry run that takes nothing', async () => {
    const { name, version } = await make();
    const dry = await remove(name, { dryRun: true });
    expect(dry.changes).toMatchObject([
      { kind: 'Namespace', action: 'DELETED' },
    ]);
    expect((await read(name)).metadata.deletionTimestamp).toBeUndefined();
    const payload = await remove(name, { ifVersion: version });
    expect(payload).toMatchObject({ tenant: { name }, userErrors: [] });
    await eventually(() => expect(read(name)).rejects.toThrow('404'), 25);
  });

  test('needs the name twice, the version that is there, and no protection', async () => {
    const { name, version } = await make({ deleteProtected: true });
    const refusals: [object, string, RegExp][] = [
      [{ confirmName: `${name}x` }, 'NOT_CONFIRMED', /repeat its name/],
      [{}, 'DELETE_PROTECTED', /deleteProtected: false/],
      [{ dryRun: true }, 'DELETE_PROTECTED', /protected/],
      [{ ifVersion: 'old' }, 'CONFLICT', /changed since/],
    ];
    for (const [more, code, message] of refusals) {
      const payload = await remove(name, more);
      expect(payload).toMatchObject({
        changes: [],
        userErrors: [{ code, message: expect.stringMatching(message) }],
      });
    }
    expect((await read(name)).metadata.deletionTimestamp).toBeUndefined();
    const lifted = await mutateTenant(api, 'updateTenant', {
      name,
      deleteProtected: false,
      ifVersion: version,
    });
    expect(lifted.userErrors).toEqual([]);
    expect((await remove(name)).userErrors).toEqual([]);
  });

  test('a protection that is set in between is not overrun', async () => {
    const { name } = await make();
    let protect: Promise<unknown> | undefined;
    api.proxy.fault = (method, path) => {
      if (method !== 'DELETE' || !path.endsWith(`/namespaces/${name}`))
        return 'pass';
      protect ??= api.plane.call(
        'PATCH',
        `/api/v1/namespaces/${name}`,
        {
          metadata: {
            annotations: { 'moorage.dev/spec': '{"deleteProtected":true}' },
          },
        },
        'application/merge-patch+json',
      );
      return { delay: 500 };
    };
    const payload = await remove(name);
    api.proxy.fault = () => 'pass';
    await protect;
    expect(payload).toMatchObject({
      userErrors: [{ code: 'CONFLICT', retryable: true }],
    });
    expect((await read(name)).metadata.deletionTimestamp).toBeUndefined();
  });

  test('a tenant on its way out is told as such, by every mutation of it', async () => {
    const { name } = await make();
    const maps = `/api/v1/namespaces/${name}/configmaps`;
    await api.plane.call('POST', maps, {
      metadata: { name: 'stays', finalizers: ['moorage.dev/test'] },
    });
    await remove(name);
    const inputs: [string, Record<string, unknown>][] = [
      ['deleteTenant', { name, confirmName: name }],
      ['updateTenant', { name, displayName: 'x' }],
      ['repairTenant', { name }],
      [
        'setTenantMember',
        { tenant: name, member: { kind: 'USER', name: 'x', role: 'VIEWER' } },
      ],
      ['removeTenantMember', { tenant: name, kind: 'USER', name: 'x' }],
    ];
    for (const [field, input] of inputs)
      expect(await mutateTenant(api, field, input)).toMatchObject({
        changes: [],
        userErrors: [{ code: 'TENANT_TERMINATING' }],
      });
    await api.plane.call(
      'PATCH',
      `${maps}/stays`,
      { metadata: { finalizers: null } },
      'application/merge-patch+json',
    );
  });
});
