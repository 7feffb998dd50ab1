import { type ControlPlane, uniqueName } from './control-plane.js';

/** Somebody with the role moorage-operator and no other right. */
export interface Operator {
  token: string;
  remove(): Promise<void>;
}

const BINDINGS = '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings';

/** Makes a service account in a namespace of its own and lets it operate tenants. */
export async function makeOperator(plane: ControlPlane): Promise<Operator> {
  const name = uniqueName('operator');
  await plane.call('POST', '/api/v1/namespaces', { metadata: { name } });
  const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
  await plane.call('POST', accounts, { metadata: { name: 'operator' } });
  await plane.call('POST', BINDINGS, {
    metadata: { name },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'moorage-operator',
    },
    subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace: name }],
  });
  const { status } = await plane.call<{ status: { token: string } }>(
    'POST',
    `${accounts}/operator/token`,
    { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
  );
  return {
    token: status.token,
    async remove() {
      await plane.call('DELETE', `${BINDINGS}/${name}`);
      await plane.call('DELETE', `/api/v1/namespaces/${name}`);
    },
  };
}
