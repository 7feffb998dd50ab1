import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type PolicyRule,
  RBAC_GROUP,
  ROLE_BINDINGS,
  ROLES,
  type Subject,
} from '../../../../devcluster/access/rbac-object.js';
import type { ResourceAttributes } from '../../../../devcluster/api/request-attributes.js';
import type { ObjectStore } from './object-store.js';

/** Gives rules to subjects in a namespace, or in the whole cluster when it is empty, by a role and a binding of this name. */
export function grant(
  store: ObjectStore,
  namespace: string,
  name: string,
  rules: readonly PolicyRule[],
  ...subjects: Subject[]
): void {
  const metadata = { name, ...(namespace && { namespace }) };
  const kind = namespace ? 'Role' : 'ClusterRole';
  store.put(namespace ? ROLES : CLUSTER_ROLES, { metadata, rules });
  store.put(namespace ? ROLE_BINDINGS : CLUSTER_ROLE_BINDINGS, {
    metadata,
    roleRef: { apiGroup: RBAC_GROUP, kind, name },
    subjects,
  });
}

export const rule = (
  verbs: string,
  resources: string,
  more: Partial<PolicyRule> = {},
): PolicyRule => ({
  verbs: verbs.split(' '),
  apiGroups: [''],
  resources: resources.split(' '),
  ...more,
});

/** A request for something in the namespace `blue`. */
export const request = (
  verb: string,
  resource: string,
  more: Partial<ResourceAttributes> = {},
): ResourceAttributes => ({
  verb,
  group: '',
  version: 'v1',
  resource,
  subresource: '',
  namespace: 'blue',
  name: '',
  ...more,
});
