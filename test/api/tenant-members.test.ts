import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';
import { actionsOf, mutateTenant } from '../support/tenant-mutation.js';

interface Binding {
  metadata: { name: string };
  roleRef: { name: string };
  subjects: { kind: string; name: string; namespace?: string }[];
}

const user = (name: string, role?: string) => ({
  kind: 'USER',
  name,
  ...(role && { role }),
});

describe('members of a tenant', () => {
  let api: Api;
  let tenant: string;
  beforeAll(async () => {
    api = await startApi();
    tenant = uniqueName('crew');
    await mutateTenant(api, 'createTenant', {
      name: tenant,
      members: [user('carol', 'ADMIN')],
    });
  });
  afterAll(() => api.stop());

  const path = () =>
    `/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings`;
  const bindings = async () =>
    (await api.plane.call<{ items: Binding[] }>('GET', path())).items
      .map(
        ({ roleRef, subjects }) =>
          `${roleRef.name} ${subjects.map(({ kind, namespace, name }) => [kind, namespace, name].filter(Boolean).join(':')).join()}`,
      )
      .sort();
  const set = (member: object, more: object = {}, by = 'carol') =>
    mutateTenant(api, 'setTenantMember', { tenant, member, ...more }, by);
  const remove = (member: object, more: object = {}, by = 'carol') =>
    mutateTenant(api, 'removeTenantMember', { tenant, ...member, ...more }, by);

  test('an admin of the tenant adds users, groups and service accounts', async () => {
    const account = {
      kind: 'SERVICE_ACCOUNT',
      name: 'ci',
      namespace: 'pipelines',
      role: 'ADMIN',
    };
    for (const member of [
      user('dave', 'VIEWER'),
      { kind: 'GROUP', name: 'testers', role: 'DEVELOPER' },
      account,
      { ...account, namespace: tenant, role: 'DEVELOPER' },
    ]) {
      const dry = await set(member, { dryRun: true });
      const before = await bindings();
      const payload = await set(member);
      expect(payload).toMatchObject({
        tenant: { name: tenant },
        userErrors: [],
        changes: [{ kind: 'RoleBinding', action: 'CREATED' }],
      });
      expect(actionsOf(dry)).toEqual(actionsOf(payload));
      expect(await bindings()).toHaveLength(before.length + 1);
    }
    expect(await bindings()).toEqual([
      'moorage-admin ServiceAccount:pipelines:ci',
      'moorage-admin User:carol',
      'moorage-developer Group:testers',
      `moorage-developer ServiceAccount:${tenant}:ci`,
      'moorage-viewer User:dave',
    ]);
    const { data } = await api.run(
      `{ tenant(name: "${tenant}") { name } }`,
      {},
      'dave',
    );
    expect(data).toEqual({ tenant: { name: tenant } });
    const { role: _role, ...leaving } = account;
    await remove(leaving);
    await remove({ ...leaving, namespace: tenant });
  });

  test('one role each: the new binding stands before the old one goes', async () => {
    await set(user('alice', 'VIEWER'));
    const same = await set(user('alice', 'VIEWER'));
    expect(same.changes).toMatchObject([{ action: 'UNCHANGED' }]);
    api.proxy.reset();
    const dry = await set(user('alice', 'DEVELOPER'), { dryRun: true });
    expect(await bindings()).toContain('moorage-viewer User:alice');
    const payload = await set(user('alice', 'DEVELOPER'));
    expect(actionsOf(payload)).toEqual([
      expect.stringMatching(/^CREATED RoleBinding moorage-developer-/),
      expect.stringMatching(/^DELETED RoleBinding moorage-viewer-/),
    ]);
    expect(actionsOf(dry)).toEqual(actionsOf(payload));
    const writes = api.proxy.passed
      .filter(
        ({ method, path: at, query }) =>
          method !== 'GET' && at.includes(tenant) && !query.get('dryRun'),
      )
      .map(({ method }) => method);
    // The first DELETE is the dry run, whose wish stands in its body.
    expect(writes).toEqual(['DELETE', 'POST', 'DELETE']);
    expect((await bindings()).filter((line) => /alice/.test(line))).toEqual([
      'moorage-developer User:alice',
    ]);
    const gone = await remove(user('alice'));
    expect(actionsOf(gone)).toEqual([
      expect.stringMatching(/^DELETED RoleBinding moorage-developer-/),
    ]);
    expect((await bindings()).filter((line) => /alice/.test(line))).toEqual([]);
    const again = await remove(user('alice'));
    expect(again.userErrors).toMatchObject([
      {
        code: 'NOT_FOUND',
        message: expect.stringContaining('user "alice" is no member'),
        field: ['input', 'name'],
      },
    ]);
  });

  test('a new role that is refused leaves the old one', async () => {
    await set(user('bob', 'VIEWER'));
    api.proxy.fault = (method, at) =>
      method === 'POST' && at.endsWith('/rolebindings')
        ? {
            status: 403,
            body: { kind: 'Status', reason: 'Forbidden', message: 'scripted' },
          }
        : 'pass';
    const payload = await set(user('bob', 'DEVELOPER'));
    api.proxy.fault = () => 'pass';
    expect(payload.userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(await bindings()).toContain('moorage-viewer User:bob');
    await remove(user('bob'));
  });

  test('the last admin stays one', async () => {
    const before = await bindings();
    for (const payload of [
      await remove(user('carol')),
      await remove(user('carol'), { dryRun: true }),
      await set(user('carol', 'DEVELOPER')),
    ])
      expect(payload).toMatchObject({
        changes: [],
        userErrors: [
          {
            code: 'LAST_ADMIN',
            message: expect.stringContaining('Make somebody else ADMIN first'),
          },
        ],
      });
    expect(await bindings()).toEqual(before);
    await set({ kind: 'GROUP', name: 'leads', role: 'ADMIN' });
    const left = await remove(user('carol'));
    expect(left).toMatchObject({ userErrors: [], tenant: null });
    await set(user('carol', 'ADMIN'), {}, 'admin');
    await remove({ kind: 'GROUP', name: 'leads' });
  });

  test('who is no admin changes no member, and a stranger sees no tenant', async () => {
    await set(user('alice', 'DEVELOPER'));
    const before = await bindings();
    for (const [by, code] of [
      ['alice', 'FORBIDDEN'],
      ['mallory', 'NOT_FOUND'],
    ] as const) {
      expect((await set(user(by, 'ADMIN'), {}, by)).userErrors).toMatchObject([
        { code },
      ]);
      expect((await remove(user('carol'), {}, by)).userErrors).toMatchObject([
        { code },
      ]);
    }
    expect(await bindings()).toEqual(before);
    await remove(user('alice'));
  });

  test('a binding that Moorage did not write is named, and left alone', async () => {
    await api.plane.call('POST', path(), {
      metadata: { name: 'theirs' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'view',
      },
      subjects: [
        { kind: 'User', name: 'erin', apiGroup: 'rbac.authorization.k8s.io' },
        { kind: 'User', name: 'x', apiGroup: 'rbac.authorization.k8s.io' },
      ],
    });
    const none = await remove(user('erin'));
    expect(none.userErrors).toMatchObject([
      {
        code: 'NOT_FOUND',
        message: expect.stringContaining('RoleBinding "theirs" names them'),
      },
    ]);
    await set(user('erin', 'VIEWER'));
    const some = await remove(user('erin'));
    expect(some.userErrors).toEqual([]);
    expect(some.warnings).toEqual([
      expect.stringContaining('RoleBinding "theirs"'),
    ]);
    expect(await bindings()).toContain('view User:erin,User:x');
    await api.plane.call('DELETE', `${path()}/theirs`);
  });

  test('somebody who waits for their binding is removed from the wish, by who may', async () => {
    const wish = JSON.stringify({
      members: [user('frank', 'VIEWER'), user('grace', 'VIEWER')],
    });
    await api.plane.call(
      'PATCH',
      `/api/v1/namespaces/${tenant}`,
      { metadata: { annotations: { 'moorage.dev/spec': wish } } },
      'application/merge-patch+json',
    );
    const refused = await remove(user('frank'));
    expect(refused.userErrors).toMatchObject([
      {
        code: 'FORBIDDEN',
        message: expect.stringMatching(/not complete.*repairTenant/),
      },
    ]);
    const removed = await remove(user('frank'), {}, 'admin');
    expect(removed.userErrors).toEqual([]);
    await mutateTenant(api, 'repairTenant', { name: tenant });
    expect(
      (await bindings()).filter((line) => /frank|grace/.test(line)),
    ).toEqual(['moorage-viewer User:grace']);
    await remove(user('grace'));
  });

  test('without its role a member is not bound', async () => {
    api.proxy.fault = (_method, at) =>
      at.endsWith('/clusterroles/moorage-viewer')
        ? {
            status: 404,
            body: { kind: 'Status', reason: 'NotFound', message: '-' },
          }
        : 'pass';
    const payload = await set(user('alice', 'VIEWER'), {}, 'admin');
    api.proxy.fault = () => 'pass';
    expect(payload).toMatchObject({
      changes: [],
      userErrors: [{ code: 'SETUP_MISSING' }],
    });
  });
});
