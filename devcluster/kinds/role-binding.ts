import { type FieldError, invalid, required } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
  validateRequired,
} from './field-validation.js';
import { checkPathSegmentName, checkSubdomainName } from './name-rules.js';

const GROUP = 'rbac.authorization.k8s.io';
const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

interface RoleBinding extends KubeObject {
  roleRef?: { apiGroup?: string; kind?: string; name?: string };
  subjects?: Subject[];
}

interface Subject {
  apiGroup?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

export const roleBindings: Kind = {
  group: GROUP,
  version: 'v1',
  kind: 'RoleBinding',
  plural: 'rolebindings',
  singular: 'rolebinding',
  namespaced: true,
  definition: 'rbac.v1.RoleBinding',
  nameRule: 'path-segment',
  hasGeneration: false,
  createsOnUpdate: true,
  defaults: setDefaults,
  validate: (draft: RoleBinding) =>
    validate(draft, ['Role', 'ClusterRole'], true),
  validateUpdate: validateSameRole,
};

export const clusterRoleBindings: Kind = {
  group: GROUP,
  version: 'v1',
  kind: 'ClusterRoleBinding',
  plural: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  namespaced: false,
  definition: 'rbac.v1.ClusterRoleBinding',
  nameRule: 'path-segment',
  hasGeneration: false,
  createsOnUpdate: true,
  defaults: setDefaults,
  validate: (draft: RoleBinding) => validate(draft, ['ClusterRole'], false),
  validateUpdate: validateSameRole,
};

/** K18/defaults */
function setDefaults(draft: RoleBinding): void {
  draft.roleRef = {
    ...draft.roleRef,
    apiGroup: draft.roleRef?.apiGroup || GROUP,
  };
  for (const subject of draft.subjects ?? [])
    if (subject.kind === 'User' || subject.kind === 'Group')
      subject.apiGroup ||= GROUP;
}

function validate(
  { roleRef = {}, subjects }: RoleBinding,
  roleKinds: readonly string[],
  isNamespaced: boolean,
): FieldError[] {
  return [
    ...validateOneOf(roleRef.apiGroup ?? '', 'roleRef.apiGroup', [GROUP]),
    ...validateOneOf(roleRef.kind ?? '', 'roleRef.kind', roleKinds),
    ...validateRequired(roleRef.name, 'roleRef.name', checkPathSegmentName),
    ...validateEach(subjects, 'subjects', (subject, field) =>
      validateSubject(subject, isNamespaced, field),
    ),
  ];
}

function validateSubject(
  { apiGroup = '', kind = '', name = '', namespace }: Subject,
  isNamespaced: boolean,
  field: string,
): FieldError[] {
  const groupField = `${field}.apiGroup`;
  const errors = name ? [] : [required(`${field}.name`)];
  if (kind !== 'ServiceAccount')
    return SUBJECT_KINDS.includes(kind)
      ? [...errors, ...validateOneOf(apiGroup, groupField, [GROUP])]
      : [...errors, ...validateOneOf(kind, `${field}.kind`, SUBJECT_KINDS)];
  return [
    ...errors,
    ...(name ? validateByRule(name, `${field}.name`, checkSubdomainName) : []),
    ...validateOneOf(apiGroup, groupField, ['']),
    ...(isNamespaced || namespace ? [] : [required(`${field}.namespace`)]),
  ];
}

/** U10/role-ref */
function validateSameRole(draft: RoleBinding, old: RoleBinding): FieldError[] {
  const before = toPrinted(old);
  const after = toPrinted(draft);
  return isEqual(before, after)
    ? []
    : [invalid('roleRef', after, 'field is immutable')];
}

/** The API server prints this field under the names of its internal type. */
const toPrinted = ({ roleRef = {} }: RoleBinding) => ({
  APIGroup: roleRef.apiGroup ?? '',
  Kind: roleRef.kind ?? '',
  Name: roleRef.name ?? '',
});
