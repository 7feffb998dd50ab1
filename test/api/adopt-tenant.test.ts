import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { guardsOf } from '../support/guards-of.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

describe('createTenant where the name is taken', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());
  const create = (input: Record<string, unknown>) =>
    mutateTenant(api, 'createTenant', input);

  test('adopts a namespace with a dry run first, and warns of what that changes', async () => {
    const name = uniqueName('adopted');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: {
        name,
        labels: { team: 'blue' },
        annotations: { note: 'kept' },
      },
    });
    const refused = await create({ name });
    expect(refused.userErrors).toMatchObject([
      {
        code: 'ALREADY_EXISTS',
        message: expect.stringMatching(/is no tenant.*adopt: true/),
        field: ['input', 'name'],
      },
    ]);
    const dry = await create({ name, adopt: true, dryRun: true });
    const untouched = await guardsOf(api.plane, name);
    expect(Object.keys(untouched)).toEqual([
      'namespace',
      'serviceaccounts/default',
    ]);
    expect(untouched.namespace).not.toMatchObject({
      labels: { 'moorage.dev/tenant': 'TENANT' },
    });
    const real = await create({ name, adopt: true });
    expect(real.userErrors).toEqual([]);
    expect(actionsOf(real)).toEqual(actionsOf(dry));
    expect(actionsOf(real)[0]).toBe(`CONFIGURED Namespace ${name}`);
    for (const { warnings } of [dry, real]) {
      expect(warnings.join(' ')).toMatch(/Network policies hold at once/);
      expect(warnings.join(' ')).toMatch(/quota counts what is there/);
    }
    const { metadata } = await api.plane.call<{
      metadata: { labels: object; annotations: object };
    }>('GET', `/api/v1/namespaces/${name}`);
    expect(metadata.labels).toMatchObject({
      team: 'blue',
      'moorage.dev/tenant': name,
    });
    expect(metadata.annotations).toMatchObject({ note: 'kept' });
    expect(metadata.annotations).not.toHaveProperty(['moorage.dev/created-by']);
    const again = await create({ name, adopt: true });
    expect(again.userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  test('adopting what is not there makes it', async () => {
    const name = uniqueName('fresh');
    const payload = await create({ name, adopt: true });
    expect(payload.userErrors).toEqual([]);
    expect(actionsOf(payload)[0]).toBe(`CREATED Namespace ${name}`);
  });

  test('refuses a tenant, a namespace of another one, and one on its way out', async () => {
    const name = uniqueName('taken');
    await create({ name });
    const other = uniqueName('other');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: other, labels: { 'moorage.dev/tenant': name } },
    });
    const ending = uniqueName('ending');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: ending },
    });
    await api.plane.call('POST', `/api/v1/namespaces/${ending}/configmaps`, {
      metadata: { name: 'stays', finalizers: ['moorage.dev/test'] },
    });
    await api.plane.call('DELETE', `/api/v1/namespaces/${ending}`);
    for (const adopt of [false, true]) {
      expect((await create({ name, adopt })).userErrors).toMatchObject([
        {
          code: 'ALREADY_EXISTS',
          message: expect.stringContaining('repairTenant'),
        },
      ]);
      expect((await create({ name: other, adopt })).userErrors).toMatchObject([
        {
          code: 'ALREADY_EXISTS',
          message: expect.stringContaining(`label of a tenant "${name}"`),
        },
      ]);
      expect((await create({ name: ending, adopt })).userErrors).toMatchObject([
        {
          code: 'TENANT_TERMINATING',
          message: expect.stringContaining('still being deleted'),
        },
      ]);
    }
    await api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${ending}/configmaps/stays`,
      { metadata: { finalizers: null } },
      'application/merge-patch+json',
    );
    await eventually(() =>
      expect(
        api.plane.call('GET', `/api/v1/namespaces/${ending}`),
      ).rejects.toThrow('404'),
    );
  });
});
