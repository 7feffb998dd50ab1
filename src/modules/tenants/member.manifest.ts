import type { RbacV1Subject, V1RoleBinding } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';

import { KINDS } from '../../cluster/kinds.js';
import { LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import {
  type Member,
  type MemberIdentity,
  MemberKind,
  MemberRole,
} from './member.type.js';

type Subject = Raw<RbacV1Subject>;

const RBAC = 'rbac.authorization.k8s.io';

/** The ClusterRole behind a role. */
export function toClusterRole(role: MemberRole): string {
  return `moorage-${role.toLowerCase()}`;
}

/** The ClusterRoles that every tenant needs, weakest first. */
export const CLUSTER_ROLES = Object.values(MemberRole).map(toClusterRole);

/** A member as RBAC names it. A service account always carries its namespace: without one it would be that of the binding. */
export function toSubject({ kind, name, namespace }: MemberIdentity): Subject {
  switch (kind) {
    case MemberKind.USER:
      return { kind: 'User', apiGroup: RBAC, name };
    case MemberKind.GROUP:
      return { kind: 'Group', apiGroup: RBAC, name };
    case MemberKind.SERVICE_ACCOUNT:
      return { kind: 'ServiceAccount', name, namespace };
  }
}

/** The name of the RoleBinding that gives a member its role. */
export function toBindingName(member: Member): string {
  const { kind, namespace = '', name } = toSubject(member);
  const hash = createHash('sha256').update(`${kind}/${namespace}/${name}`);
  return `${toClusterRole(member.role)}-${hash.digest('hex').slice(0, 12)}`;
}

/** The RoleBinding that gives a member its role in a tenant. */
export function toRoleBinding(
  tenant: string,
  member: Member,
): Raw<V1RoleBinding> {
  return {
    apiVersion: KINDS.roleBinding.apiVersion,
    kind: KINDS.roleBinding.kind,
    metadata: {
      name: toBindingName(member),
      namespace: tenant,
      labels: { [LABELS.managedBy]: MANAGED_BY, [LABELS.tenant]: tenant },
    },
    roleRef: {
      apiGroup: RBAC,
      kind: 'ClusterRole',
      name: toClusterRole(member.role),
    },
    subjects: [toSubject(member)],
  };
}

/** The member that a RoleBinding stands for; undefined when it is not exactly one that we would write. */
export function fromRoleBinding({
  metadata,
  roleRef,
  subjects = [],
}: Raw<V1RoleBinding>): Member | undefined {
  const [subject] = subjects;
  const role = Object.values(MemberRole).find(
    (each) =>
      roleRef.kind === 'ClusterRole' && toClusterRole(each) === roleRef.name,
  );
  if (!subject || subjects.length > 1 || !role) return undefined;
  const kind = (
    {
      User: MemberKind.USER,
      Group: MemberKind.GROUP,
      ServiceAccount: MemberKind.SERVICE_ACCOUNT,
    } as Record<string, MemberKind | undefined>
  )[subject.kind];
  if (!kind) return undefined;
  const member = {
    kind,
    name: subject.name,
    namespace:
      kind === MemberKind.SERVICE_ACCOUNT ? subject.namespace : undefined,
    role,
  };
  return metadata?.name === toBindingName(member) ? member : undefined;
}

/** The members that the RoleBindings of a tenant stand for, by kind and name; bindings that are not ours stand for none. */
export function toMembers(bindings: readonly Raw<V1RoleBinding>[]): Member[] {
  const key = ({ kind, namespace = '', name }: Member) =>
    `${kind} ${namespace} ${name}`;
  return bindings
    .flatMap((binding) => fromRoleBinding(binding) ?? [])
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
