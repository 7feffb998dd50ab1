import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { mutateTenant } from '../support/tenant-mutation.js';

interface Outcome {
  userErrors: {
    code: string;
    message: string;
    facts: { key: string; value: string }[];
  }[];
}

describe('a refusal by the quota of a tenant', () => {
  let api: Api;
  let tenant: string;
  beforeAll(async () => {
    api = await startApi();
    tenant = uniqueName('patient');
    await mutateTenant(api, 'createTenant', { name: tenant });
  });
  afterAll(() => api.stop());

  test('of node ports says how they are allowed', async () => {
    const app = () =>
      api.run<{ createApp: Outcome }>(
        `mutation { createApp(input: { tenant: "${tenant}", name: "web", image: "nginx:1.27", replicas: 0, ports: [{ port: 80, exposure: NODE_PORT }] }) { userErrors { code message facts { key value } } } }`,
      );
    const refused = (await app()).data.createApp.userErrors;
    expect(refused).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringContaining(
          'updateTenant with quota: [{ resource: "services.nodeports"',
        ),
        facts: expect.arrayContaining([
          { key: 'hard', value: 'services.nodeports=0' },
        ]),
      },
    ]);
    await expect(
      api.plane.call('GET', `/api/v1/namespaces/${tenant}/services/web`),
    ).rejects.toThrow('404');
    const service = await api.run<{ createService: Outcome }>(
      `mutation { createService(input: { tenant: "${tenant}", name: "door", type: LOAD_BALANCER, selector: [{ key: "a", value: "b" }], ports: [{ port: 80 }] }) { userErrors { code message } } }`,
    );
    expect(service.data.createService.userErrors).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        message: expect.stringContaining('services.loadbalancers'),
      },
    ]);
    const { userErrors } = await mutateTenant(api, 'updateTenant', {
      name: tenant,
      quota: [{ resource: 'services.nodeports', hard: '5' }],
    });
    expect(userErrors).toEqual([]);
    expect((await app()).data.createApp.userErrors).toEqual([]);
  });

  test.each([
    [
      'that is not counted yet',
      403,
      'Forbidden',
      'pods "early" is forbidden: status unknown for quota: moorage, resources: pods',
    ],
    [
      'that others write under at the same moment',
      409,
      'Conflict',
      'Operation cannot be fulfilled on resourcequotas "moorage": the object has been modified; please apply your changes to the latest version and try again',
    ],
  ])('%s is waited for', async (_what, status, reason, message) => {
    let asked = 0;
    api.proxy.fault = (method, path) => {
      if (method !== 'POST' || !path.endsWith(`/${tenant}/pods`)) return 'pass';
      return asked++ > 1
        ? 'pass'
        : { status, body: { kind: 'Status', reason, message } };
    };
    const { data } = await api.run<{ createPod: Outcome }>(
      `mutation { createPod(input: { tenant: "${tenant}", name: "early-${status}", image: "nginx:1.27" }) { userErrors { code message } } }`,
    );
    api.proxy.fault = () => 'pass';
    expect(data.createPod.userErrors).toEqual([]);
    expect(asked).toBe(3);
  });
});
