import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { call, type CallOptions } from '../contract/plane.js';
import { PERSONS } from '../fixtures/rights.js';
import { eventually } from '../support/eventually.js';
import {
  answerTo,
  make,
  makeNamespace,
  merge,
  type PolicyWorld,
  RBAC,
  startPolicyWorld,
  STRONG,
  withPolicies,
} from '../support/policy-world.js';

const ROLES = [
  'moorage-viewer',
  'moorage-developer',
  'moorage-admin',
  'moorage-operator',
];
const REFUSED = [403, 'moorage-operator-bindings'];
const subjects = [{ apiGroup: RBAC, kind: 'User', name: 'somebody' }];
const pathOf = (namespace: string) =>
  `/apis/${RBAC}/v1/namespaces/${namespace}/rolebindings`;
const bindingOf = (role: string, kind = 'ClusterRole') => ({
  metadata: { name: 'odd' },
  subjects,
  roleRef: { apiGroup: RBAC, kind, name: role },
});

withPolicies('the policy on what operators bind', () => {
  let world: PolicyWorld;
  beforeAll(async () => {
    world = await startPolicyWorld();
  }, 60_000);
  afterAll(() => world.stop());

  const bind = (namespace: string, role: string, as: string) =>
    answerTo('POST', `${pathOf(namespace)}?dryRun=All`, {
      as,
      body: bindingOf(role),
    });

  test.each(['kube-system', 'kube-public', 'default'])(
    'has nothing bound in %s',
    async (namespace) => {
      for (const role of ROLES)
        expect([role, await bind(namespace, role, PERSONS.operator)]).toEqual([
          role,
          REFUSED,
        ]);
    },
  );

  test('has nothing changed or thrown away in kube-system', async () => {
    const { body } = await call('GET', pathOf('kube-system'));
    const [known] = body.items;
    const one = `${pathOf('kube-system')}/${known?.metadata.name}?dryRun=All`;
    const as = PERSONS.operator;
    const label = merge({ metadata: { labels: { a: 'b' } } });
    // RBAC itself refuses this first: the role that is bound is not the operator's to give.
    expect(await answerTo('PATCH', one, { ...label, as })).toEqual([403]);
    expect(await answerTo('DELETE', one, { as })).toEqual(REFUSED);
  });

  test('asks for the label of a tenant of that name', async () => {
    const name = `${world.tenant}-borrowed`;
    await makeNamespace(name, { 'moorage.dev/tenant': world.tenant });
    for (const namespace of [world.plain, name])
      expect(await bind(namespace, ROLES[0] ?? '', PERSONS.operator)).toEqual(
        REFUSED,
      );
    for (const role of ROLES)
      expect([role, await bind(world.tenant, role, PERSONS.operator)]).toEqual([
        role,
        [201],
      ]);
  });

  test('is not fooled by a label on a reserved name', async () => {
    const name = `kube-${world.tenant}`;
    const body = { metadata: { name, labels: { 'moorage.dev/tenant': name } } };
    const made = await call('POST', '/api/v1/namespaces', {
      body,
      as: PERSONS.operator,
    });
    expect(made.status).toBe(201);
    expect(await bind(name, 'moorage-admin', PERSONS.operator)).toEqual(
      REFUSED,
    );
    await call('DELETE', `/api/v1/namespaces/${name}`);
  });

  test('does not concern administrators, nor who is no operator', async () => {
    expect(await bind('kube-system', 'moorage-viewer', 'admin')).toEqual([201]);
    const own: CallOptions = {
      as: STRONG,
      body: bindingOf('everything-here', 'Role'),
    };
    const path = `${pathOf(world.plain)}?dryRun=All`;
    expect(await answerTo('POST', path, own)).toEqual([201]);
    const admin = await answerTo('POST', `${pathOf(world.tenant)}?dryRun=All`, {
      as: PERSONS.admin,
      body: bindingOf('moorage-developer'),
    });
    expect(admin).toEqual([201]);
  });

  test('holds for a service account that operates, too', async () => {
    const name = `${world.tenant}-operators`;
    await makeNamespace(name);
    await make(`/api/v1/namespaces/${name}/serviceaccounts`, {
      metadata: { name: 'robot' },
    });
    await make(`/apis/${RBAC}/v1/clusterrolebindings`, {
      metadata: { name },
      subjects: [{ kind: 'ServiceAccount', name: 'robot', namespace: name }],
      roleRef: {
        apiGroup: RBAC,
        kind: 'ClusterRole',
        name: 'moorage-operator',
      },
    });
    const headers = {
      'impersonate-user': `system:serviceaccount:${name}:robot`,
    };
    const body = bindingOf('moorage-viewer');
    const path = (namespace: string) => `${pathOf(namespace)}?dryRun=All`;
    // The new binding of their own reaches the cluster's authorizer a moment later.
    await eventually(async () =>
      expect(
        await answerTo('POST', path(world.tenant), { body, headers }),
      ).toEqual([201]),
    );
    expect(
      await answerTo('POST', path('kube-system'), { body, headers }),
    ).toEqual(REFUSED);
    await call('DELETE', `/apis/${RBAC}/v1/clusterrolebindings/${name}`);
  });
});
