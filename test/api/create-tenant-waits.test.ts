import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

const MEMBERS = [
  { kind: 'USER', name: 'carol', role: 'ADMIN' },
  { kind: 'GROUP', name: 'testers', role: 'VIEWER' },
];

describe('createTenant on a cluster that is not ready for it', () => {
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
  const create = (input: Record<string, unknown>) =>
    mutateTenant(api, 'createTenant', input, operator);

  test('without the roles it says what to run, and writes nothing', async () => {
    const name = uniqueName('setup');
    api.proxy.fault = (_method, path) =>
      path.endsWith('/clusterroles/moorage-developer')
        ? {
            status: 404,
            body: { kind: 'Status', reason: 'NotFound', message: '-' },
          }
        : 'pass';
    const payload = await create({ name });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: null,
      changes: [],
      userErrors: [
        {
          code: 'SETUP_MISSING',
          message: expect.stringMatching(
            /lacks the ClusterRole moorage-developer.*npm run setup-cluster/,
          ),
        },
      ],
    });
    await expect(
      api.plane.call('GET', `/api/v1/namespaces/${name}`),
    ).rejects.toThrow('404');
  });

  test('waits for the account of the pods, and gives nobody rights when it does not come', async () => {
    const name = uniqueName('late');
    api.proxy.fault = (method, path) =>
      method === 'GET' && path.endsWith(`/${name}/serviceaccounts/default`)
        ? {
            status: 404,
            body: { kind: 'Status', reason: 'NotFound', message: '-' },
          }
        : 'pass';
    const payload = await create({ name, members: MEMBERS });
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      tenant: { name },
      userErrors: [
        {
          code: 'CLUSTER_TIMEOUT',
          retryable: true,
          message: expect.stringContaining('repairTenant'),
        },
      ],
    });
    expect(actionsOf(payload).slice(-3)).toEqual([
      'FAILED ServiceAccount default',
      expect.stringMatching(/^SKIPPED RoleBinding moorage-admin-/),
      expect.stringMatching(/^SKIPPED RoleBinding moorage-viewer-/),
    ]);
    const guards = await guardsOf(api.plane, name);
    expect(
      Object.keys(guards).filter((key) => key.startsWith('rolebindings/')),
    ).toEqual([]);
    const repaired = await mutateTenant(
      api,
      'repairTenant',
      { name },
      operator,
    );
    expect(repaired.userErrors).toEqual([]);
    const whole = uniqueName('whole');
    await create({ name: whole, members: MEMBERS });
    expect(await guardsOf(api.plane, name)).toEqual(
      await guardsOf(api.plane, whole),
    );
  });

  test('says when the quota is not counted in time', async () => {
    const name = uniqueName('uncounted');
    api.proxy.fault = (method, path) =>
      method === 'GET' && path.endsWith('/resourcequotas/moorage')
        ? {
            status: 200,
            body: {
              metadata: { name: 'moorage' },
              spec: { hard: { pods: '1' } },
            },
          }
        : 'pass';
    const payload = await create({ name });
    api.proxy.fault = () => 'pass';
    expect(payload.userErrors).toEqual([]);
    expect(payload.warnings).toEqual([
      expect.stringContaining('has not counted the quota'),
    ]);
  });
});
