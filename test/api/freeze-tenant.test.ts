import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

const member = { kind: 'USER', name: 'bob' };
const place = { namespace: 'TENANT' };
const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'TENANT' };
const web = { ...place, apiVersion: 'v1', kind: 'Service', name: 'web' };
const pod = { apiVersion: 'v1', kind: 'Pod', spec: { containers: [] } };
const map = {
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  metadata: { ...place, name: 'map' },
};

/** Every mutation of a tenant and of what is in it. */
const MUTATIONS: [field: string, input: Record<string, unknown>][] = [
  ['updateTenant', { name: 'TENANT', displayName: 'x' }],
  ['updateTenant', { name: 'TENANT', frozen: true }],
  ['deleteTenant', { name: 'TENANT', confirmName: 'TENANT' }],
  ['repairTenant', { name: 'TENANT' }],
  [
    'setTenantMember',
    { tenant: 'TENANT', member: { ...member, role: 'VIEWER' } },
  ],
  ['removeTenantMember', { tenant: 'TENANT', ...member }],
  ['createApp', { tenant: 'TENANT', name: 'other', image: 'nginx:1.27' }],
  ['updateApp', { tenant: 'TENANT', name: 'web', image: 'nginx:1.28' }],
  ['scaleApp', { tenant: 'TENANT', name: 'web', replicas: 3 }],
  ['stopApp', { tenant: 'TENANT', name: 'web' }],
  ['startApp', { tenant: 'TENANT', name: 'web' }],
  ['restartApp', { tenant: 'TENANT', name: 'web' }],
  ['rollbackApp', { tenant: 'TENANT', name: 'web' }],
  [
    'setAppSecrets',
    { tenant: 'TENANT', name: 'web', set: [{ name: 'A', value: '1' }] },
  ],
  ['deleteApp', { tenant: 'TENANT', name: 'web' }],
  ['createPod', { tenant: 'TENANT', name: 'pod', image: 'nginx:1.27' }],
  ['updatePod', { tenant: 'TENANT', name: 'pod', image: 'nginx:1.28' }],
  ['deletePod', { tenant: 'TENANT', name: 'pod' }],
  [
    'createService',
    { tenant: 'TENANT', name: 'door', app: 'web', ports: [{ port: 80 }] },
  ],
  ['updateService', { tenant: 'TENANT', name: 'web', ports: [{ port: 81 }] }],
  ['deleteService', { tenant: 'TENANT', name: 'web' }],
  ['createResource', { object: { ...map, data: { a: 'b' } } }],
  ['createResource', { object: { ...pod, metadata: map.metadata } }],
  ['replaceResource', { object: map }],
  ['patchResource', { ...namespace, type: 'MERGE', patch: { a: 1 } }],
  ['patchResource', { ...web, type: 'MERGE', patch: { a: 1 } }],
  ['deleteResource', namespace],
  ['deleteResource', web],
  [
    'deleteResources',
    { ...place, apiVersion: 'v1', kind: 'ConfigMap', confirmAll: true },
  ],
  ['applyManifests', { manifests: JSON.stringify(map) }],
];

describe('a frozen tenant', () => {
  let api: Api;
  const name = uniqueName('frozen');
  beforeAll(async () => {
    api = await startApi();
    await mutateTenant(api, 'createTenant', { name });
    await api.run(
      `mutation { createApp(input: { tenant: "${name}", name: "web", image: "nginx:1.27", ports: [{ port: 80 }] }) { userErrors { message } } }`,
    );
    const { userErrors } = await mutateTenant(api, 'updateTenant', {
      name,
      frozen: true,
    });
    expect(userErrors).toEqual([]);
  });
  afterAll(() => api.stop());

  test('refuses every mutation that names a tenant', async () => {
    const { data } = await api.run<{
      __type: { fields: { name: string }[] };
    }>('{ __type(name: "Mutation") { fields { name } } }');
    const all = data.__type.fields.map((field) => field.name);
    const covered = new Set(MUTATIONS.map(([field]) => field));
    expect(
      all.filter((field) => field !== 'createTenant' && !covered.has(field)),
    ).toEqual([]);
  });

  test.each(MUTATIONS)('%s', async (field, input) => {
    api.proxy.reset();
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const { data, errors } = await api.run<{ payload: object }>(
      `mutation ($input: ${type}!) { payload: ${field}(input: $input) { userErrors { code message } changes { kind } } }`,
      {
        input: JSON.parse(
          JSON.stringify(input).replaceAll('TENANT', name),
        ) as object,
      },
    );
    expect(errors).toBeUndefined();
    expect(data.payload).toEqual({
      userErrors: [
        {
          code: 'TENANT_FROZEN',
          message: expect.stringContaining('frozen: false'),
        },
      ],
      changes: [],
    });
    expect(
      api.proxy.passed.filter(
        ({ method, path }) => method !== 'GET' && !path.includes('selfsubject'),
      ),
    ).toEqual([]);
  });

  test('can be read', async () => {
    const { data, errors } = await api.run(
      `{ tenant(name: "${name}") { name apps { nodes { name } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      tenant: { name, apps: { nodes: [{ name: 'web' }] } },
    });
  });

  test('is thawed, also together with another change', async () => {
    const { userErrors } = await mutateTenant(api, 'updateTenant', {
      name,
      frozen: false,
      quota: [{ resource: 'pods', hard: '41' }],
    });
    expect(userErrors).toEqual([]);
    const after = await mutateTenant(api, 'repairTenant', { name });
    expect(after.userErrors).toEqual([]);
  });
});
