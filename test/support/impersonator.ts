import { type ControlPlane, uniqueName } from './control-plane.js';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** A service account that may impersonate users and groups, and nothing else. */
export interface Impersonator {
  name: string;
  token: string;
  remove(): Promise<void>;
}

/** Makes the account, as docs/security.md says. */
export async function createImpersonator(
  plane: ControlPlane,
): Promise<Impersonator> {
  const name = uniqueName('impersonator');
  const account = { kind: 'ServiceAccount', namespace: name, name };
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  await plane.call('POST', '/api/v1/namespaces', { metadata: { name } });
  await plane.call('POST', accounts, { metadata: { name } });
  await plane.call('POST', `${RBAC}/clusterroles`, {
    metadata: { name },
    rules: [
      {
        apiGroups: [''],
        resources: ['users', 'groups'],
        verbs: ['impersonate'],
      },
    ],
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
    async remove() {
      await plane.call('DELETE', `${RBAC}/clusterrolebindings/${name}`);
      await plane.call('DELETE', `${RBAC}/clusterroles/${name}`);
      await plane.call('DELETE', `/api/v1/namespaces/${name}`);
    },
  };
}
