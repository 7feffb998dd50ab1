import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { call } from '../contract/plane.js';
import {
  CLUSTER_GRANTS,
  type Grant,
  GRANTS,
} from '../fixtures/cluster-rights.js';
import { PERSONS } from '../fixtures/rights.js';
import { allowedVerbs, verbsFor } from '../support/cluster-verbs.js';
import {
  type RightsTenant,
  startRightsTenant,
} from '../support/rights-tenant.js';

const { nobody: _, ...MEMBERS } = PERSONS;
type Member = keyof typeof MEMBERS;

const persons = Object.keys(MEMBERS) as Member[];
const nameOf = ([groupVersion, resource]: Grant) =>
  `${groupVersion} ${resource}`;

/** What the roles grant to somebody in a tenant, of the verbs that can be asked. */
function granted(
  person: Member,
  [, resource, viewer, developer, admin, operator]: Grant,
): string[] {
  const words = {
    viewer,
    developer: `${viewer} ${developer}`,
    admin: `${viewer} ${developer} ${admin}`,
    operator,
    stranger: '',
  }[person].split(' ');
  return verbsFor(resource).filter((verb) => words.includes(verb));
}

/** The roles, asked of the cluster itself with each person's token: every verb of every resource that matters. */
describe('who may do what at the cluster', () => {
  let world: RightsTenant;
  beforeAll(async () => {
    world = await startRightsTenant();
  }, 60_000);
  afterAll(() => world.stop());

  async function tryAll(
    person: Member,
    grants: readonly Grant[],
    place: string,
  ): Promise<object> {
    const rows = grants.map(async (grant) => {
      const [groupVersion, resource] = grant;
      const root = `/${groupVersion === 'v1' ? 'api' : 'apis'}/${groupVersion}${place}`;
      return [
        nameOf(grant),
        await allowedVerbs(MEMBERS[person], root, resource),
      ];
    });
    return Object.fromEntries(await Promise.all(rows)) as object;
  }
  const wanted = (
    grants: readonly Grant[],
    verbsOf: (grant: Grant) => string[],
  ) =>
    Object.fromEntries(grants.map((grant) => [nameOf(grant), verbsOf(grant)]));

  test.each(persons)(
    '%s, in the tenant',
    async (person) => {
      expect(
        await tryAll(person, GRANTS, `/namespaces/${world.tenant}`),
      ).toEqual(wanted(GRANTS, (grant) => granted(person, grant)));
    },
    60_000,
  );

  test.each(persons)(
    '%s, in kube-system and outside of namespaces',
    async (person) => {
      const verbsOf = (grant: Grant) =>
        person === 'operator' ? granted(person, grant) : [];
      expect(await tryAll(person, GRANTS, '/namespaces/kube-system')).toEqual(
        wanted(GRANTS, verbsOf),
      );
      expect(await tryAll(person, CLUSTER_GRANTS, '')).toEqual(
        wanted(CLUSTER_GRANTS, verbsOf),
      );
    },
    60_000,
  );

  test('members see the namespace of their tenant, and no other', async () => {
    for (const person of ['viewer', 'developer', 'admin'] as const) {
      const places = [world.tenant, 'kube-system', 'no-such'];
      const answers = places.map((name) =>
        call('GET', `/api/v1/namespaces/${name}`, { as: MEMBERS[person] }),
      );
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([
        200, 403, 403,
      ]);
    }
  });

  test('an operator sees the roles of tenants, and no other', async () => {
    const names = ['moorage-viewer', 'moorage-developer', 'moorage-admin'];
    for (const [name, status] of [
      ...names.map((role) => [role, 200] as const),
      ['moorage-operator', 403],
      ['cluster-admin', 403],
    ] as const) {
      const path = `/apis/rbac.authorization.k8s.io/v1/clusterroles/${name}`;
      const answer = await call('GET', path, { as: MEMBERS.operator });
      expect([name, answer.status]).toEqual([name, status]);
    }
  });

  test('nobody acts as somebody else', async () => {
    const account = `system:serviceaccount:${world.tenant}:default`;
    const path = `/api/v1/namespaces/${world.tenant}/pods`;
    for (const person of persons)
      for (const [user, group] of [
        ['admin', 'system:authenticated'],
        ['somebody', 'system:masters'],
        [account, 'system:serviceaccounts'],
      ] as const) {
        const headers = {
          'impersonate-user': user,
          'impersonate-group': group,
        };
        const { status } = await call('GET', path, {
          as: MEMBERS[person],
          headers,
        });
        expect([person, user, status]).toEqual([person, user, 403]);
      }
  });
});
