import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { call, PATCH } from '../contract/plane.js';
import { PERSONS } from '../fixtures/rights.js';
import {
  type RightsTenant,
  startRightsTenant,
} from '../support/rights-tenant.js';

const GROUP = 'rbac.authorization.k8s.io';
const subjects = [{ apiGroup: GROUP, kind: 'User', name: 'somebody' }];
type Member = Exclude<keyof typeof PERSONS, 'nobody'>;

/** Who may give which role to whom, asked of the cluster with each person's token. */
describe('binding roles', () => {
  let world: RightsTenant;
  let path: string;
  beforeAll(async () => {
    world = await startRightsTenant();
    path = `/apis/${GROUP}/v1/namespaces/${world.tenant}/rolebindings`;
  }, 60_000);
  afterAll(() => world.stop());

  const bind = async (person: Member, kind: string, name: string) => {
    const { status } = await call('POST', path, {
      as: PERSONS[person],
      body: {
        metadata: { name: `${name.replaceAll(':', '.')}-by-${person}` },
        subjects,
        roleRef: { apiGroup: GROUP, kind, name },
      },
    });
    return status;
  };

  test.each([
    ['admin', 201],
    ['operator', 201],
    ['developer', 403],
    ['viewer', 403],
    ['stranger', 403],
  ] as const)('the roles of tenants, by %s', async (person, status) => {
    for (const role of ['moorage-viewer', 'moorage-developer', 'moorage-admin'])
      expect([role, await bind(person, 'ClusterRole', role)]).toEqual([
        role,
        status,
      ]);
  });

  test.each(['developer', 'admin', 'operator'] as const)(
    'no other role, by %s',
    async (person) => {
      await call('POST', `/apis/${GROUP}/v1/namespaces/${world.tenant}/roles`, {
        body: {
          metadata: { name: 'secrets' },
          rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
        },
      });
      // Of the own roles, an operator has each right of moorage-operator and so may pass it on, within tenants.
      const others = person === 'operator' ? [] : ['moorage-operator'];
      for (const role of [
        'view',
        'edit',
        'admin',
        'cluster-admin',
        'moorage-impersonator',
        ...others,
      ])
        expect([role, await bind(person, 'ClusterRole', role)]).toEqual([
          role,
          403,
        ]);
      expect(await bind(person, 'Role', 'secrets')).toBe(403);
    },
  );

  test.each(['developer', 'admin', 'operator'] as const)(
    'nothing in the whole cluster, by %s',
    async (person) => {
      for (const name of ['moorage-viewer', 'cluster-admin']) {
        const { status } = await call(
          'POST',
          `/apis/${GROUP}/v1/clusterrolebindings`,
          {
            as: PERSONS[person],
            body: {
              metadata: { name: `${world.tenant}-never` },
              subjects,
              roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
            },
          },
        );
        expect([name, status]).toEqual([name, 403]);
      }
    },
  );

  test('a binding is made and thrown away by an admin, never changed', async () => {
    const as = PERSONS.admin;
    const { body: all } = await call('GET', path, { as });
    const known = all.items.find(({ metadata }) =>
      metadata.name.startsWith('moorage-viewer-'),
    );
    const one = `${path}/${known?.metadata.name}`;
    const body = { ...known, subjects };
    const patch = { as, body: { subjects }, type: PATCH.merge };
    expect([
      (await call('PUT', one, { as, body })).status,
      (await call('PATCH', one, patch)).status,
      (await call('DELETE', path, { as })).status,
      (await call('DELETE', one, { as })).status,
    ]).toEqual([403, 403, 403, 200]);
  });

  test('what docs/security.md says is not protected: whom an admin binds with kubectl is up to them', async () => {
    for (const [index, subject] of [
      { apiGroup: GROUP, kind: 'Group', name: 'system:authenticated' },
      {
        kind: 'ServiceAccount',
        name: 'default',
        namespace: world.tenant,
      },
    ].entries()) {
      const { status } = await call('POST', `${path}?dryRun=All`, {
        as: PERSONS.admin,
        body: {
          metadata: { name: `whoever-${index}` },
          subjects: [subject],
          roleRef: {
            apiGroup: GROUP,
            kind: 'ClusterRole',
            name: 'moorage-admin',
          },
        },
      });
      expect(status).toBe(201);
    }
  });

  test('an operator changes no binding to a role that is not for tenants', async () => {
    const roleRef = { apiGroup: GROUP, kind: 'ClusterRole', name: 'edit' };
    const body = { metadata: { name: 'foreign' }, subjects, roleRef };
    expect((await call('POST', path, { body })).status).toBe(201);
    const { status } = await call('PATCH', `${path}/foreign`, {
      as: PERSONS.operator,
      body: { subjects: [{ ...subjects[0], name: PERSONS.operator }] },
      type: PATCH.merge,
    });
    expect(status).toBe(403);
  });
});
