import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

interface Payload {
  userErrors: { code: string; message: string; field: string[] }[];
}
interface Binding {
  apiVersion: string;
  kind: string;
  metadata: { name: string; resourceVersion?: string };
  subjects: object[];
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const ALICE = { kind: 'USER', name: 'alice', role: 'ADMIN' };

describe('what guards a tenant against mistakes holds for objects of any kind', () => {
  let api: Api;
  const tenant = uniqueName('ruled');
  const binding = { apiVersion: RBAC, kind: 'RoleBinding', namespace: tenant };
  let admin: Binding;

  const run = async (
    field: string,
    input: Record<string, unknown>,
  ): Promise<Payload> => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const { data, errors } = await api.run<{ payload: Payload }>(
      `mutation ($input: ${type}!) { payload: ${field}(input: $input) { userErrors { code message field } } }`,
      { input },
    );
    expect(errors).toBeUndefined();
    return data.payload;
  };
  const readAdmin = async (): Promise<Binding> => {
    const { items } = await api.plane.call<{ items: Binding[] }>(
      'GET',
      `/apis/${RBAC}/namespaces/${tenant}/rolebindings`,
    );
    const found = items.find(({ metadata }) =>
      metadata.name.startsWith('moorage-admin'),
    );
    return { ...found!, apiVersion: RBAC, kind: 'RoleBinding' };
  };

  beforeAll(async () => {
    api = await startApi();
    const { userErrors } = await mutateTenant(api, 'createTenant', {
      name: tenant,
      members: [ALICE, { kind: 'USER', name: 'bob', role: 'VIEWER' }],
    });
    expect(userErrors).toEqual([]);
    admin = await readAdmin();
  });
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
    await api.stop();
  });

  test('a tenant is deleted by deleteTenant only', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', name: tenant };
    expect((await run('deleteResource', namespace)).userErrors).toEqual([
      {
        code: 'NOT_CONFIRMED',
        message: expect.stringContaining('deleteTenant'),
        field: ['input', 'name'],
      },
    ]);
    await mutateTenant(api, 'updateTenant', {
      name: tenant,
      deleteProtected: true,
    });
    expect((await run('deleteResource', namespace)).userErrors).toMatchObject([
      { code: 'DELETE_PROTECTED' },
    ]);
    await mutateTenant(api, 'updateTenant', {
      name: tenant,
      deleteProtected: false,
    });
    const { status } = await api.plane.call<{ status: { phase: string } }>(
      'GET',
      `/api/v1/namespaces/${tenant}`,
    );
    expect(status.phase).toBe('Active');
  });

  test('the last admin stays, by whatever verb', async () => {
    const { name } = admin.metadata;
    const nobody = { ...admin, subjects: [] };
    const { metadata } = admin;
    const named = { name: metadata.name, namespace: tenant };
    for (const [field, input] of [
      ['deleteResource', { ...binding, name }],
      ['deleteResources', { ...binding, confirmAll: true }],
      [
        'deleteResources',
        { ...binding, fieldSelector: `metadata.name=${name}` },
      ],
      [
        'patchResource',
        { ...binding, name, type: 'MERGE', patch: { subjects: [] } },
      ],
      [
        'patchResource',
        {
          ...{ ...binding, name, type: 'JSON' },
          patch: [{ op: 'remove', path: '/subjects/0' }],
        },
      ],
      ['replaceResource', { object: nobody }],
      [
        'applyManifests',
        {
          manifests: JSON.stringify({ ...nobody, metadata: named }),
          force: true,
        },
      ],
    ] as const)
      expect((await run(field, input)).userErrors).toMatchObject([
        {
          code: 'LAST_ADMIN',
          message: expect.stringContaining('setTenantMember'),
        },
      ]);
    expect((await readAdmin()).subjects).toEqual(admin.subjects);
  });

  test("what leaves an admin is nobody's business", async () => {
    const { name } = admin.metadata;
    const patch = { metadata: { labels: { note: 'seen' } } };
    for (const [field, input] of [
      ['patchResource', { ...binding, name, type: 'MERGE', patch }],
      [
        'deleteResources',
        { ...binding, fieldSelector: 'metadata.name=moorage-viewer' },
      ],
    ] as const)
      expect((await run(field, input)).userErrors).toEqual([]);
    await mutateTenant(api, 'setTenantMember', {
      tenant,
      member: { kind: 'USER', name: 'carol', role: 'ADMIN' },
    });
    expect(
      (await run('deleteResource', { ...binding, name })).userErrors,
    ).toEqual([]);
  });
});
