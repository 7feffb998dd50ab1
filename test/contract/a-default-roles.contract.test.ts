import { afterAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { call, closePlane, type Thing } from './plane.js';
import { RBAC, type Rule } from './rights.js';

interface ClusterRole extends Thing {
  rules: Rule[];
  aggregationRule?: { clusterRoleSelectors: object[] };
}
interface Binding extends Thing {
  roleRef: object;
  subjects: object[];
}

const LABEL = 'rbac.authorization.k8s.io/aggregate-to-';
const READ = ['get', 'list', 'watch'];

afterAll(closePlane);

async function roleOf(name: string): Promise<ClusterRole> {
  const { status, body } = await call<ClusterRole>(
    'GET',
    `${RBAC}/clusterroles/${name}`,
  );
  expect(status).toBe(200);
  return body;
}

const hasRule = (role: ClusterRole, resource: string, verb: string) =>
  role.rules.some(
    ({ resources, verbs }) =>
      resources?.includes(resource) && verbs.includes(verb),
  );

describe('the roles that every cluster has', () => {
  clause('A10/defaults', 'MUST exist with their rules', async () => {
    const root = await roleOf('cluster-admin');
    expect(root.metadata.labels).toEqual({
      'kubernetes.io/bootstrapping': 'rbac-defaults',
    });
    expect(root.rules).toEqual([
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ]);
    for (const [name, above] of [
      ['admin', undefined],
      ['edit', 'admin'],
      ['view', 'edit'],
    ] as const) {
      const { metadata, aggregationRule } = await roleOf(name);
      expect(metadata.annotations).toEqual({
        'rbac.authorization.kubernetes.io/autoupdate': 'true',
      });
      expect(metadata.labels).toEqual({
        'kubernetes.io/bootstrapping': 'rbac-defaults',
        ...(above && { [`${LABEL}${above}`]: 'true' }),
      });
      expect(aggregationRule).toEqual({
        clusterRoleSelectors: [{ matchLabels: { [LABEL + name]: 'true' } }],
      });
    }
    const { rules } = await roleOf('system:basic-user');
    expect(rules).toEqual([
      {
        verbs: ['create'],
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      },
      {
        verbs: ['create'],
        apiGroups: ['authentication.k8s.io'],
        resources: ['selfsubjectreviews'],
      },
    ]);
    const [discovery] = (await roleOf('system:discovery')).rules;
    expect(discovery?.nonResourceURLs).toEqual(
      '/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/'.split(
        ' ',
      ),
    );
  });

  clause(
    'A10/levels',
    'MUST let view read, edit write and admin share, each with what is below',
    async () => {
      const view = await roleOf('view');
      const edit = await roleOf('edit');
      const admin = await roleOf('admin');
      expect(view.rules).toEqual(
        expect.arrayContaining([
          { verbs: READ, apiGroups: [''], resources: ['namespaces'] },
          {
            verbs: READ,
            apiGroups: ['networking.k8s.io'],
            resources: ['ingresses', 'ingresses/status', 'networkpolicies'],
          },
        ]),
      );
      expect(edit.rules).toEqual(expect.arrayContaining(view.rules));
      expect(admin.rules).toEqual(expect.arrayContaining(edit.rules));
      const levels = (resource: string, verb: string) =>
        [view, edit, admin].map((role) => hasRule(role, resource, verb));
      expect(levels('pods', 'list')).toEqual([true, true, true]);
      expect(levels('pods/log', 'get')).toEqual([true, true, true]);
      expect(levels('secrets', 'get')).toEqual([false, true, true]);
      expect(levels('deployments', 'patch')).toEqual([false, true, true]);
      expect(levels('serviceaccounts/token', 'create')).toEqual([
        false,
        true,
        true,
      ]);
      expect(levels('rolebindings', 'create')).toEqual([false, false, true]);
      expect(levels('resourcequotas', 'update')).toEqual([false, false, false]);
    },
  );

  clause('A10/bindings', 'MUST be given to every user', async () => {
    const group = (name: string) => ({
      kind: 'Group',
      apiGroup: 'rbac.authorization.k8s.io',
      name,
    });
    const everybody = group('system:authenticated');
    for (const [name, ...subjects] of [
      ['cluster-admin', group('system:masters')],
      ['system:basic-user', everybody],
      ['system:discovery', everybody],
      ['system:public-info-viewer', everybody, group('system:unauthenticated')],
    ] as const) {
      const { body } = await call<Binding>(
        'GET',
        `${RBAC}/clusterrolebindings/${name}`,
      );
      expect(body.subjects).toEqual(subjects);
      expect(body.roleRef).toEqual({
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name,
      });
    }
    // So that kubectl and Moorage can find out what there is, whoever asks.
    for (const path of [
      '/version',
      '/api',
      '/apis',
      '/apis/apps/v1',
      '/readyz',
    ])
      expect((await call('GET', path, { as: 'mallory' })).status).toBe(200);
  });

  clause(
    'A10/aggregation',
    'MUST take in the rules of the ClusterRoles that an aggregation rule selects',
    async () => {
      const name = uniqueName('contract-aggregation');
      const roles = `${RBAC}/clusterroles`;
      const rule = (resource: string): Rule => ({
        verbs: ['get'],
        apiGroups: ['acme.com'],
        resources: [resource],
      });
      const whole = {
        metadata: { name },
        aggregationRule: {
          clusterRoleSelectors: [{ matchLabels: { [name]: 'true' } }],
        },
        rules: [rule('own')],
      };
      const part = (letter: string) => ({
        metadata: { name: `${name}-${letter}`, labels: { [name]: 'true' } },
        rules: [rule(letter)],
      });
      const untilRules = (...letters: string[]) =>
        eventually(async () => {
          const { rules } = await roleOf(name);
          expect(rules ?? []).toEqual(letters.map(rule));
        });
      try {
        await call('POST', roles, { body: part('b') });
        await call('POST', roles, { body: whole });
        await untilRules('b');
        await call('POST', roles, { body: part('a') });
        await untilRules('a', 'b');
        await call('PATCH', `${roles}/${name}-b`, {
          body: { metadata: { labels: null } },
          type: 'application/merge-patch+json',
        });
        await untilRules('a');
        await call('DELETE', `${roles}/${name}-a`);
        await untilRules();
      } finally {
        for (const each of [name, `${name}-a`, `${name}-b`])
          await call('DELETE', `${roles}/${each}`);
      }
    },
  );
});
