import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import { grantIn } from '../support/namespace-rights.js';
import { runDone } from '../support/rights-tenant.js';
import type { Api } from '../support/start-api.js';

type Can = Record<string, { allowed: boolean; reason: string | null }>;

const DEEDS = ['update', 'scale', 'restart', 'rollback', 'delete', 'readLogs'];

describe('what the viewer can do with an app', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, run } = await startAppTenant());
    for (const [name, role] of [
      ['alice', 'VIEWER'],
      ['bob', 'DEVELOPER'],
    ] as const)
      await runDone(
        api,
        `setTenantMember(input: { tenant: "${tenant}", member: { kind: USER, name: "${name}", role: ${role} } })`,
      );
    // Of two apps, the one.
    await grantIn(
      api.plane,
      tenant,
      'carol',
      [
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
        {
          apiGroups: [''],
          resources: ['replicationcontrollers', 'services'],
          verbs: ['get', 'list'],
        },
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          verbs: ['get', 'list'],
        },
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          resourceNames: ['web'],
          verbs: ['update'],
        },
      ],
      { kind: 'User', name: 'carol' },
    );
    await run('createApp', { name: 'web', image: 'nginx:1.27' });
    await run('createApp', { name: 'other', image: 'nginx:1.27' });
    await run('createApp', {
      name: 'old',
      image: 'nginx:1.27',
      workload: 'REPLICATION_CONTROLLER',
    });
  }, 60_000);
  afterAll(() => api.stop());

  const can = async (user: string, name = 'web') => {
    const { data, errors } = await api.run<{ app: { viewerCan: Can } | null }>(
      `{ app(tenant: "${tenant}", name: "${name}") { viewerCan { ${DEEDS.map((deed) => `${deed} { allowed reason }`).join(' ')} } } }`,
      {},
      user,
    );
    expect(errors).toBeUndefined();
    return data.app?.viewerCan;
  };
  const allowed = (found: Can | undefined) =>
    DEEDS.filter((deed) => found?.[deed]?.allowed);

  test.each([
    ['admin', 'web', DEEDS],
    ['bob', 'web', DEEDS],
    ['alice', 'web', ['readLogs']],
    ['carol', 'web', ['update', 'restart']],
    ['carol', 'other', []],
    ['bob', 'old', ['update', 'scale', 'delete', 'readLogs']],
  ])('%s with %s', async (user, name, deeds) => {
    // A right that was granted a moment ago is seen a moment later.
    await eventually(async () =>
      expect(allowed(await can(user, name))).toEqual(deeds),
    );
  });

  test('says why', async () => {
    const found = await can('alice');
    expect(found?.update?.reason).toBe(
      'None of the roles that you have here lets you update deployments.apps.',
    );
    expect(found?.readLogs?.reason).toBe(
      'A role that you have here lets you get pods/log.',
    );
    expect((await can('admin', 'old'))?.restart?.reason).toBe(
      'A ReplicationController cannot be restarted.',
    );
  });

  test('is as the mutations do: who cannot update is refused, who can is not', async () => {
    const change = { name: 'web', image: 'nginx:1.28' };
    const { userErrors, changes } = await run('updateApp', change, 'alice');
    expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect(changes.filter(({ action }) => action !== 'FAILED')).toEqual([]);
    // Who may not make pods cannot ask about them, and is not in need of it.
    const done = await run('updateApp', change, 'carol');
    expect(done).toMatchObject({
      userErrors: [],
      app: { image: 'nginx:1.28' },
      warnings: [expect.stringContaining('may not create pods yourself')],
    });
    expect((await run('updateApp', change, 'bob')).warnings).toEqual([]);
  });

  test('costs a review for each deed, and the rules of a namespace once for all apps', async () => {
    const ask = `{ apps(tenant: "${tenant}") { nodes { viewerCan { ${DEEDS.map((deed) => `${deed} { allowed }`).join(' ')} } } } }`;
    const count = async (user: string) => {
      api.proxy.reset();
      const { errors } = await api.run(ask, {}, user);
      expect(errors).toBeUndefined();
      return ['accessreviews', 'rulesreviews'].map(
        (word) =>
          api.proxy.passed.filter(({ path }) => path.endsWith(word)).length,
      );
    };
    // Of two kinds: update, scale, delete; besides them, replicasets and logs.
    expect(await count('alice')).toEqual([8, 1]);
    expect(await count('admin')).toEqual([8, 0]);
  });
});
