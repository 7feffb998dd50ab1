import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { grantIn } from '../support/namespace-rights.js';
import { type Api, startApi } from '../support/start-api.js';

describe('what the viewer can', () => {
  let api: Api;
  const tenant = uniqueName('can');

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: tenant },
    });
    await grantIn(
      api.plane,
      tenant,
      'carol',
      [
        { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
        {
          apiGroups: ['apps'],
          resources: ['deployments', 'deployments/scale'],
          resourceNames: ['web'],
          verbs: ['patch'],
        },
      ],
      { kind: 'User', name: 'carol' },
    );
  });
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${tenant}`);
    await api.stop();
  });

  const can = async (question: string, user = 'carol') => {
    const { data, errors } = await api.run<{
      viewer: { can: { allowed: boolean; reason: string | null } | null };
    }>(`{ viewer { can(${question}) { allowed reason } } }`, {}, user);
    return data.viewer.can ?? errors?.[0];
  };
  const inTenant = `tenant: "${tenant}"`;
  const deployments = `verb: "patch", resource: "deployments", apiGroup: "apps", ${inTenant}`;

  test.each([
    [true, `verb: "get", resource: "pods", ${inTenant}`],
    [false, 'verb: "get", resource: "pods"'],
    [false, 'verb: "get", resource: "pods", tenant: "kube-system"'],
    [false, 'verb: "get", resource: "pods", tenant: "there-is-none"'],
    [false, `verb: "list", resource: "pods", ${inTenant}`],
    [true, `verb: "get", resource: "pods", name: "any", ${inTenant}`],
    [true, `verb: "get", resource: "pods", subresource: "log", ${inTenant}`],
    [false, `verb: "get", resource: "pods", subresource: "exec", ${inTenant}`],
    [false, `verb: "get", resource: "pods", apiGroup: "apps", ${inTenant}`],
    [false, deployments],
    [true, `${deployments}, name: "web"`],
    [false, `${deployments}, name: "web-admin"`],
    [true, `${deployments}, name: "web", subresource: "scale"`],
    [false, `${deployments}, name: "web", subresource: "status"`],
    [false, `verb: "get", resource: "secrets", ${inTenant}`],
    [false, 'verb: "*", resource: "*", apiGroup: "*"'],
    [false, 'verb: "impersonate", resource: "users"'],
    [
      true,
      `verb: "get", resource: "pods", apiGroup: null, name: null, subresource: null, ${inTenant}`,
    ],
  ])('is %p for %s, as the cluster says', async (allowed, question) => {
    expect(await can(question)).toMatchObject({ allowed });
  });

  test('comes with the rule that allows it, and with nothing for what is not there', async () => {
    expect(await can(`verb: "get", resource: "pods", ${inTenant}`)).toEqual({
      allowed: true,
      reason: expect.stringContaining('RoleBinding "carol/'),
    });
    const foreign = await can(
      'verb: "get", resource: "pods", tenant: "kube-system"',
      'mallory',
    );
    const none = await can(
      'verb: "get", resource: "pods", tenant: "there-is-none"',
      'mallory',
    );
    expect(foreign).toEqual(none);
  });

  test('is another answer for another caller', async () => {
    expect(
      await can(`verb: "get", resource: "pods", ${inTenant}`, 'mallory'),
    ).toMatchObject({ allowed: false });
    expect(
      await can('verb: "*", resource: "*", apiGroup: "*"', 'admin'),
    ).toMatchObject({ allowed: true });
  });

  test('is not asked about nothing', async () => {
    for (const question of [
      `verb: "", resource: "pods", ${inTenant}`,
      `verb: "get", resource: "", ${inTenant}`,
    ]) {
      expect(await can(question)).toMatchObject({
        message: expect.stringMatching(/must not be empty/),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });
});
