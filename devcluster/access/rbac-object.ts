import type { KubeObject } from '../api/kube-object.js';
import type { ResourceName } from '../api/status-error.js';
import type { LabelSelector } from '../kinds/label-selector.js';

/** Rights as they stand in roles. Either resources or paths, never both. */
export interface PolicyRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
}

/** A Role or a ClusterRole. */
export interface Role extends KubeObject {
  rules?: readonly PolicyRule[] | null;
  aggregationRule?: AggregationRule;
}

export interface AggregationRule {
  clusterRoleSelectors?: readonly LabelSelector[];
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface Binding extends KubeObject {
  roleRef: RoleRef;
  subjects?: readonly Subject[] | null;
}

export interface RoleRef {
  apiGroup?: string;
  kind: string;
  name: string;
}

export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

const ofGroup = (plural: string): ResourceName => ({
  group: RBAC_GROUP,
  plural,
});
export const ROLES = ofGroup('roles');
export const ROLE_BINDINGS = ofGroup('rolebindings');
export const CLUSTER_ROLES = ofGroup('clusterroles');
export const CLUSTER_ROLE_BINDINGS = ofGroup('clusterrolebindings');
