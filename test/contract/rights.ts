import { eventually } from '../support/eventually.js';
import { call, type Thing } from './plane.js';

export const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** A service account of a scenario, which nobody else uses or gives rights to. */
export interface Account {
  /** As a user is named: `system:serviceaccount:NAMESPACE:NAME`. */
  user: string;
  token: string;
  /** Sends a request as this account. */
  headers: { authorization: string };
  /** As a binding names it. */
  subject: { kind: 'ServiceAccount'; name: string; namespace: string };
}

export interface Rule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** Makes a service account with a token and no rights of its own. */
export async function anAccount(
  namespace: string,
  name: string,
): Promise<Account> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await call('POST', path, { body: { metadata: { name } } });
  const { body } = await call('POST', `${path}/${name}/token`, { body: {} });
  const token = body.status.token as string;
  return {
    user: `system:serviceaccount:${namespace}:${name}`,
    token,
    headers: { authorization: `Bearer ${token}` },
    subject: { kind: 'ServiceAccount', name, namespace },
  };
}

/** Makes a Role and binds the account to it, both with this name, and waits until it counts. */
export async function grant(
  namespace: string,
  name: string,
  account: Account,
  rules: Rule[],
): Promise<void> {
  const path = `${RBAC}/namespaces/${namespace}`;
  await call('POST', `${path}/roles`, { body: { metadata: { name }, rules } });
  await call('POST', `${path}/rolebindings`, {
    body: toBinding('Role', name, account),
  });
  await untilAllowed(account, rules, namespace);
}

/** The same for the whole cluster. The name has to be one that no other scenario uses; `revokeCluster` ends it. */
export async function grantCluster(
  name: string,
  account: Account,
  rules: Rule[],
): Promise<void> {
  await call('POST', `${RBAC}/clusterroles`, {
    body: { metadata: { name }, rules },
  });
  await call('POST', `${RBAC}/clusterrolebindings`, {
    body: toBinding('ClusterRole', name, account),
  });
  await untilAllowed(account, rules, '');
}

export async function revokeCluster(...names: string[]): Promise<void> {
  for (const name of names) {
    await call('DELETE', `${RBAC}/clusterrolebindings/${name}`);
    await call('DELETE', `${RBAC}/clusterroles/${name}`);
  }
}

function toBinding(kind: string, name: string, { subject }: Account) {
  return {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [subject],
  };
}

/** The real API server learns of a new binding a moment after its creation. */
async function untilAllowed(
  { user }: Account,
  [rule]: Rule[],
  namespace: string,
): Promise<void> {
  const [resource = '', subresource = ''] = (rule?.resources?.[0] ?? '').split(
    '/',
  );
  const resourceAttributes = {
    namespace,
    verb: rule?.verbs[0],
    group: rule?.apiGroups?.[0],
    resource,
    subresource,
    name: rule?.resourceNames?.[0],
  };
  await eventually(async () => {
    const { body } = await call<Thing>(
      'POST',
      '/apis/authorization.k8s.io/v1/subjectaccessreviews',
      { body: { spec: { user, resourceAttributes } } },
    );
    if (!body.status.allowed)
      throw new Error(`no right yet: ${JSON.stringify(body)}`);
  });
}
