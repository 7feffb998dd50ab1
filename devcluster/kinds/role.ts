import { type FieldError, invalid, required } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { validateEach } from './field-validation.js';
import { type LabelSelector, validateLabelSelector } from './label-selector.js';
import { type PolicyRule, validatePolicyRules } from './policy-rule.js';

interface Role extends KubeObject {
  rules?: PolicyRule[] | null;
}

interface ClusterRole extends Role {
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
}

export const roles: Kind = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  singular: 'role',
  namespaced: true,
  definition: 'rbac.v1.Role',
  nameRule: 'path-segment',
  hasGeneration: false,
  createsOnUpdate: true,
  validate: ({ rules }: Role) => validatePolicyRules(rules, true),
};

export const clusterRoles: Kind = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'ClusterRole',
  plural: 'clusterroles',
  singular: 'clusterrole',
  namespaced: false,
  definition: 'rbac.v1.ClusterRole',
  nameRule: 'path-segment',
  hasGeneration: false,
  createsOnUpdate: true,
  validate: (role: ClusterRole) => [
    ...validatePolicyRules(role.rules, false),
    ...validateAggregation(role),
  ],
};

function validateAggregation({ aggregationRule }: ClusterRole): FieldError[] {
  if (!aggregationRule) return [];
  const field = 'aggregationRule.clusterRoleSelectors';
  const { clusterRoleSelectors: selectors } = aggregationRule;
  return selectors?.length
    ? validateEach(selectors, field, validateSelector)
    : [
        required(
          field,
          'at least one clusterRoleSelector required if aggregationRule is non-nil',
        ),
      ];
}

/** The API server says it once more for the selector as a whole. */
function validateSelector(
  selector: LabelSelector,
  field: string,
): FieldError[] {
  const errors = validateLabelSelector(selector, field);
  return errors.length > 0
    ? [...errors, invalid(field, null, 'invalid label selector.')]
    : [];
}
