import type { KubeObject } from '../api/kube-object.js';
import { aggregateRoles } from './aggregate-roles.js';
import {
  ADMIN,
  AUTH_DELEGATOR,
  BASIC_USER,
  EDIT,
  EVERYTHING,
  MONITORING,
  readPaths,
  VIEW,
} from './default-rules.js';
import { type PolicyRule, RBAC_GROUP, type Role } from './rbac-object.js';
import { AUTHENTICATED, MASTERS, UNAUTHENTICATED } from './user-groups.js';

const VERSION = `${RBAC_GROUP}/v1`;
const AGGREGATE = `${RBAC_GROUP}/aggregate-to-`;

/** The ClusterRoles and ClusterRoleBindings that a cluster has from the start (A10). What its own components would need is
 * left out: those of the dev cluster are masters. */
export function toDefaultRoles(): KubeObject[] {
  const roles = [
    toRole('cluster-admin', EVERYTHING),
    toAggregatedRole('admin'),
    toAggregatedRole('edit', 'admin'),
    toAggregatedRole('view', 'edit'),
    toRole('system:aggregate-to-admin', ADMIN, 'admin'),
    toRole('system:aggregate-to-edit', EDIT, 'edit'),
    toRole('system:aggregate-to-view', VIEW, 'view'),
    toRole('system:auth-delegator', AUTH_DELEGATOR),
    toRole('system:basic-user', BASIC_USER),
    toRole('system:discovery', [
      readPaths(
        '/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/',
      ),
    ]),
    toRole('system:monitoring', MONITORING),
    toRole('system:public-info-viewer', [
      readPaths('/healthz /livez /readyz /version /version/'),
    ]),
  ];
  const whole = new Map(
    aggregateRoles(roles).map((role) => [role.metadata.name, role]),
  );
  return [
    ...roles.map((role) => whole.get(role.metadata.name) ?? role),
    toBinding('cluster-admin', MASTERS),
    toBinding('system:basic-user', AUTHENTICATED),
    toBinding('system:discovery', AUTHENTICATED),
    toBinding('system:monitoring', 'system:monitoring'),
    toBinding('system:public-info-viewer', AUTHENTICATED, UNAUTHENTICATED),
  ];
}

function toRole(
  name: string,
  rules: readonly PolicyRule[],
  above?: string,
): Role {
  return {
    apiVersion: VERSION,
    kind: 'ClusterRole',
    metadata: toMetadata(name, above),
    rules,
  };
}

/** Its rules are those of the roles that name it in a label. */
function toAggregatedRole(name: string, above?: string): Role {
  return {
    ...toRole(name, [], above),
    aggregationRule: {
      clusterRoleSelectors: [{ matchLabels: { [AGGREGATE + name]: 'true' } }],
    },
  };
}

function toBinding(name: string, ...groups: string[]): KubeObject {
  return {
    apiVersion: VERSION,
    kind: 'ClusterRoleBinding',
    metadata: toMetadata(name),
    subjects: groups.map((group) => ({
      kind: 'Group',
      apiGroup: RBAC_GROUP,
      name: group,
    })),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'ClusterRole', name },
  };
}

function toMetadata(name: string, above?: string) {
  return {
    name,
    labels: {
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      ...(above && { [AGGREGATE + above]: 'true' }),
    },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  };
}
