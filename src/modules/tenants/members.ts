import type { V1RoleBinding } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { fromRoleBinding, toClusterRole } from './member.manifest.js';
import {
  isSameMember,
  type Member,
  type MemberIdentity,
  MemberRole,
} from './member.type.js';

type Binding = Raw<V1RoleBinding>;

/** A binding of ours and the member it stands for. */
export interface BoundMember {
  binding: Binding;
  member: Member;
}

/** The members of a tenant, as its bindings tell. */
export function toBoundMembers(bindings: readonly Binding[]): BoundMember[] {
  return bindings.flatMap((binding) => {
    const member = fromRoleBinding(binding);
    return member ? [{ binding, member }] : [];
  });
}

/** The members alone, by kind and name. */
export function toMembers(bindings: readonly Binding[]): Member[] {
  const key = ({ kind, namespace = '', name }: Member) =>
    `${kind} ${namespace} ${name}`;
  return toBoundMembers(bindings)
    .map(({ member }) => member)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The wished members who still need their binding: whoever has another role by now keeps that one. */
export function toMissingMembers(
  wished: readonly Member[],
  bindings: readonly Binding[],
): Member[] {
  const bound = toBoundMembers(bindings);
  return wished.filter(
    (wish) =>
      !bound.some(
        ({ member }) => isSameMember(member, wish) && member.role !== wish.role,
      ),
  );
}

/** Whether anybody but this one is an admin, by whatever binding. */
export function hasOtherAdmin(
  bindings: readonly Binding[],
  leaving: MemberIdentity,
): boolean {
  const admin = toClusterRole(MemberRole.ADMIN);
  const own = toBoundMembers(bindings)
    .filter(({ member }) => isSameMember(member, leaving))
    .map(({ binding }) => binding);
  return bindings.some(
    (binding) =>
      !own.includes(binding) &&
      binding.roleRef.kind === 'ClusterRole' &&
      binding.roleRef.name === admin &&
      (binding.subjects ?? []).length > 0,
  );
}
