import { type ControlPlane, uniqueName } from './control-plane.js';
import type { Rule } from './namespace-rights.js';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** A service account that may impersonate users and groups, and nothing else. */
export interface Impersonator {
  name: string;
  token: string;
  /** Gives it other rights. */
  setRules(rules: Rule[]): Promise<void>;
  remove(): Promise<void>;
}

/** As docs/security.md says. */
export const MAY_IMPERSONATE: Rule[] = [
  { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
];
export const MAY_READ_AS_CALLERS: Rule[] = [
  {
    apiGroups: ['authentication.k8s.io'],
    resources: ['users', 'groups'],
    verbs: ['impersonate:user-info'],
  },
  {
    apiGroups: ['*'],
    resources: ['*'],
    verbs: ['get', 'list', 'watch'].map(
      (verb) => `impersonate-on:user-info:${verb}`,
    ),
  },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    resources: [
      'selfsubjectreviews',
      'selfsubjectaccessreviews',
      'selfsubjectrulesreviews',
    ],
    verbs: ['impersonate-on:user-info:create'],
  },
];

/** Makes the account. */
export async function createImpersonator(
  plane: ControlPlane,
  rules = MAY_IMPERSONATE,
): Promise<Impersonator> {
  const name = uniqueName('impersonator');
  const account = { kind: 'ServiceAccount', namespace: name, name };
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  await plane.call('POST', '/api/v1/namespaces', { metadata: { name } });
  await plane.call('POST', accounts, { metadata: { name } });
  await plane.call('POST', `${RBAC}/clusterroles`, {
    metadata: { name },
    rules,
  });
  await plane.call('POST', `${RBAC}/clusterrolebindings`, {
    metadata: { name },
    subjects: [account],
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
  });
  const { status } = await plane.call<{ status: { token: string } }>(
    'POST',
    `${accounts}/${name}/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3_600 },
    },
  );
  return {
    name: `system:serviceaccount:${name}:${name}`,
    token: status.token,
    async setRules(changed) {
      const path = `${RBAC}/clusterroles/${name}`;
      const role = await plane.call<object>('GET', path);
      await plane.call('PUT', path, { ...role, rules: changed });
    },
    async remove() {
      await plane.call('DELETE', `${RBAC}/clusterrolebindings/${name}`);
      await plane.call('DELETE', `${RBAC}/clusterroles/${name}`);
      await plane.call('DELETE', `/api/v1/namespaces/${name}`);
    },
  };
}
