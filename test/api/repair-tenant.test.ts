import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  ACCOUNT,
  DAMAGES,
  POLICIES,
  QUOTA,
} from '../fixtures/guard-damages.js';
import { uniqueName } from '../support/control-plane.js';
import { guardsOf } from '../support/guards-of.js';
import { makeOperator, type Operator } from '../support/operator.js';
import { type Api, startApi } from '../support/start-api.js';
import {
  actionsOf,
  mutateTenant,
  type TenantPayload,
} from '../support/tenant-mutation.js';

const BINDINGS =
  '/apis/rbac.authorization.k8s.io/v1/namespaces/TENANT/rolebindings';

describe('repairTenant', () => {
  let api: Api;
  let operator: Operator;
  let name: string;
  let whole: Record<string, unknown>;
  beforeAll(async () => {
    api = await startApi();
    operator = await makeOperator(api.plane);
    name = uniqueName('repaired');
    await mutateTenant(api, 'createTenant', { name });
    whole = await guardsOf(api.plane, name);
  });
  afterAll(async () => {
    await operator.remove();
    await api.stop();
  });

  const call = (method: string, path: string, body?: unknown) =>
    api.plane.call(
      method,
      path.replace('TENANT', name),
      body,
      method === 'PATCH' ? 'application/merge-patch+json' : undefined,
    );
  const isRefused = async (path: string, body: object) => {
    try {
      await call('POST', path, {
        ...body,
        metadata: { name: uniqueName('asked') },
      });
      return false;
    } catch (error) {
      return /not simulated/.test(String(error));
    }
  };
  const repair = (more: object = {}) =>
    mutateTenant(api, 'repairTenant', { name, ...more }, operator);
  const done = (payload: TenantPayload) =>
    actionsOf(payload)
      .filter((line) => !line.startsWith('UNCHANGED'))
      .map((line) => line.replace(name, 'TENANT'));

  test.each(DAMAGES)('puts back %s', async (_what, calls, actions, paths) => {
    for (const [method, path, body] of calls) await call(method, path, body);
    const dry = await repair({ dryRun: true });
    expect(await guardsOf(api.plane, name)).not.toEqual(whole);
    const payload = await repair();
    expect(payload.userErrors).toEqual([]);
    expect(done(payload)).toEqual(actions);
    expect(done(dry)).toEqual(actions);
    const diffs = payload.changes.flatMap(({ diff }) =>
      diff.map(({ path }) => path),
    );
    expect(diffs).toEqual(expect.arrayContaining(paths));
    expect(await guardsOf(api.plane, name)).toEqual(whole);
    expect(done(await repair())).toEqual([]);
  });

  test('puts back a quota that counts almost nothing any more', async () => {
    const scoped = {
      metadata: { name: 'moorage' },
      spec: { hard: { pods: '40' }, scopes: ['BestEffort'] },
    };
    const quotas = QUOTA.replace('/moorage', '');
    // The dev cluster says that it does not imitate scopes.
    if (await isRefused(`${quotas}?dryRun=All`, scoped)) return;
    await call('DELETE', QUOTA);
    await call('POST', quotas, scoped);
    const actions = [
      'DELETED ResourceQuota moorage',
      'CREATED ResourceQuota moorage',
    ];
    expect(done(await repair({ dryRun: true }))).toEqual(actions);
    expect(done(await repair())).toEqual(actions);
    expect(await guardsOf(api.plane, name)).toEqual(whole);
  });

  test('an account that is gone comes back by itself, and is made harmless', async () => {
    await call('DELETE', ACCOUNT);
    const payload = await repair();
    expect(payload.userErrors).toEqual([]);
    expect(done(payload)).toEqual(['CONFIGURED ServiceAccount default']);
    expect(await guardsOf(api.plane, name)).toEqual(whole);
  });

  test('a policy of ours that is not wished for goes', async () => {
    const closed = uniqueName('closed');
    await mutateTenant(api, 'createTenant', { name: closed, egress: 'NONE' });
    const path = POLICIES.replace('TENANT', closed);
    await api.plane.call('POST', path, {
      metadata: { name: 'moorage-allow-internet' },
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    });
    const payload = await mutateTenant(
      api,
      'repairTenant',
      { name: closed },
      operator,
    );
    expect(
      actionsOf(payload).filter((line) => !line.startsWith('UNCHANGED')),
    ).toEqual(['DELETED NetworkPolicy moorage-allow-internet']);
    await expect(
      api.plane.call('GET', `${path}/moorage-allow-internet`),
    ).rejects.toThrow('404');
  });

  test('a wish that is rubbish is replaced by the plan, and what of it makes sense stays', async () => {
    const odd = uniqueName('odd');
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: {
        name: odd,
        labels: { 'moorage.dev/tenant': odd },
        annotations: {
          'moorage.dev/spec':
            '{"quota":17,"egress":"TENANT_ONLY","members":[{"kind":"ROBOT"}],"frozen":"yes"}',
        },
      },
    });
    const payload = await mutateTenant(
      api,
      'repairTenant',
      { name: odd },
      operator,
    );
    expect(payload.userErrors).toEqual([]);
    expect(await guardsOf(api.plane, odd)).toMatchObject({
      namespace: {
        labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        spec: {
          quota: { pods: '40' },
          egress: 'TENANT_ONLY',
          members: [],
          frozen: false,
        },
      },
      'resourcequotas/moorage': { spec: { hard: { pods: '40' } } },
      'serviceaccounts/default': { automountServiceAccountToken: false },
    });
  });

  test('leaves alone what others added beside our guards, and names the bindings', async () => {
    await call('PATCH', QUOTA, { spec: { hard: { 'count/jobs.batch': '3' } } });
    await call('POST', POLICIES, {
      metadata: { name: 'theirs' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
    await call('POST', BINDINGS, {
      metadata: { name: 'theirs' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'view',
      },
      subjects: [
        { kind: 'User', name: 'x', apiGroup: 'rbac.authorization.k8s.io' },
      ],
    });
    const before = await guardsOf(api.plane, name);
    const payload = await repair();
    expect(done(payload)).toEqual(['KEPT RoleBinding theirs']);
    expect(payload.changes.at(-1)?.reason).toMatch(/gives ClusterRole view/);
    expect(await guardsOf(api.plane, name)).toEqual(before);
    await call('PATCH', QUOTA, {
      spec: { hard: { 'count/jobs.batch': null } },
    });
    await call('DELETE', `${POLICIES}/theirs`);
    await call('DELETE', `${BINDINGS}/theirs`);
  });

  test('gives the wished members their bindings, once', async () => {
    const half = uniqueName('half');
    const wish = (members: object[]) => ({
      metadata: {
        annotations: { 'moorage.dev/spec': JSON.stringify({ members }) },
      },
    });
    await mutateTenant(api, 'createTenant', { name: half });
    const path = `/api/v1/namespaces/${half}`;
    const merge = 'application/merge-patch+json';
    const alice = { kind: 'USER', name: 'alice', role: 'ADMIN' };
    const bob = { kind: 'USER', name: 'bob', role: 'VIEWER' };
    await mutateTenant(api, 'setTenantMember', {
      tenant: half,
      member: { ...bob, role: 'DEVELOPER' },
    });
    await api.plane.call('PATCH', path, wish([alice, bob]), merge);
    const run = () =>
      mutateTenant(api, 'repairTenant', { name: half }, operator);
    const first = await run();
    expect(first.userErrors).toEqual([]);
    const bindings = async () =>
      Object.keys(await guardsOf(api.plane, half)).filter((key) =>
        key.startsWith('rolebindings/'),
      );
    // Bob was given another role since, and keeps it.
    expect(await bindings()).toEqual([
      expect.stringContaining('/moorage-admin-'),
      expect.stringContaining('/moorage-developer-'),
    ]);
    await mutateTenant(api, 'removeTenantMember', {
      tenant: half,
      kind: 'USER',
      name: 'bob',
    });
    const again = await run();
    expect(
      actionsOf(again).filter((line) => !line.startsWith('UNCHANGED')),
    ).toEqual([]);
    expect(await bindings()).toHaveLength(1);
  });

  test('a binding of a wished member that says something else is made anew', async () => {
    const name = uniqueName('forged');
    const member = { kind: 'USER', name: 'alice', role: 'VIEWER' };
    await mutateTenant(api, 'createTenant', { name, members: [member] });
    const whole = await guardsOf(api.plane, name);
    const path = BINDINGS.replace('TENANT', name);
    const { items } = await api.plane.call<{
      items: {
        metadata: { name: string };
        roleRef: object;
        subjects: object;
      }[];
    }>('GET', path);
    const binding = items[0];
    await api.plane.call('DELETE', `${path}/${binding?.metadata.name}`);
    await api.plane.call('POST', path, {
      metadata: { name: binding?.metadata.name },
      roleRef: { ...binding?.roleRef, name: 'moorage-admin' },
      subjects: binding?.subjects,
    });
    await api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${name}`,
      {
        metadata: {
          annotations: {
            'moorage.dev/spec': JSON.stringify({ members: [member] }),
          },
        },
      },
      'application/merge-patch+json',
    );
    const payload = await mutateTenant(api, 'repairTenant', { name }, operator);
    expect(payload.userErrors).toEqual([]);
    expect(actionsOf(payload)).toEqual(
      expect.arrayContaining([
        `DELETED RoleBinding ${binding?.metadata.name}`,
        `CREATED RoleBinding ${binding?.metadata.name}`,
      ]),
    );
    expect(await guardsOf(api.plane, name)).toEqual(whole);
  });

  test('costs a list of each kind, and one read of what is single', async () => {
    await repair();
    api.proxy.reset();
    await repair();
    const calls = api.proxy.passed.map(
      ({ method, path }) =>
        `${method} ${path.replace(/^.*\/namespaces\/[^/]+\//, '')}`,
    );
    expect(calls.sort()).toEqual(
      [
        `GET /api/v1/namespaces/${name}`,
        `GET /api/v1/namespaces/${name}`,
        'GET /apis/rbac.authorization.k8s.io/v1/clusterroles/moorage-admin',
        'GET /apis/rbac.authorization.k8s.io/v1/clusterroles/moorage-developer',
        'GET /apis/rbac.authorization.k8s.io/v1/clusterroles/moorage-viewer',
        'GET limitranges',
        'GET networkpolicies',
        'GET resourcequotas',
        // Whether it is counted.
        'GET resourcequotas/moorage',
        'GET rolebindings',
        'GET serviceaccounts/default',
      ].sort(),
    );
  });

  test('is refused for what is no tenant', async () => {
    const payload = await mutateTenant(api, 'repairTenant', {
      name: 'kube-system',
    });
    expect(payload).toMatchObject({
      changes: [],
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'name'] }],
    });
  });
});
