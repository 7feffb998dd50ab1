import type { V1RoleBinding } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { refuseLastAdmin } from './last-admin.js';
import { readBindings } from './live-guards.js';
import type { SetTenantMemberInput } from './member.input.js';
import { toMember } from './member.input.js';
import {
  toBindingName,
  toClusterRole,
  toRoleBinding,
} from './member.manifest.js';
import { isSameMember, MemberRole } from './member.type.js';
import { toBoundMembers } from './members.js';
import { isLater, outdoOthers } from './other-bindings.js';
import { requireRoles } from './require-roles.js';

type Binding = Raw<V1RoleBinding>;

/** Gives somebody exactly one role: the new binding is there before an old one goes, so that nobody is locked out in between. */
export async function setMember(
  cluster: Reader,
  writes: Writes,
  { tenant, member: input }: SetTenantMemberInput,
): Promise<void> {
  const member = toMember(input);
  const [bindings] = await Promise.all([
    readBindings(cluster, tenant),
    requireRoles(cluster, [toClusterRole(member.role)]),
  ]);
  if (member.role !== MemberRole.ADMIN)
    refuseLastAdmin(bindings, member, ['input', 'member', 'role']);
  const own = toBoundMembers(bindings).filter((bound) =>
    isSameMember(bound.member, member),
  );
  const same = own.find((bound) => bound.member.role === member.role);
  // One that was made after it is about to take its place.
  const stays = same && !own.some((bound) => isLater(bound, same));
  const wanted = toRoleBinding(tenant, member);
  const made = stays
    ? undefined
    : await bind(writes, wanted, bindings, toBindingName(member));
  if (made && !writes.dryRun) return outdoOthers(cluster, writes, made, member);
  if (stays) writes.note(KINDS.roleBinding, wanted, ChangeAction.UNCHANGED);
  for (const bound of own) {
    if (bound !== same)
      await writes.deleteIfThere(KINDS.roleBinding, bound.binding);
  }
}

/** A binding of this name that says something else is none of a member: it makes room. */
async function bind(
  writes: Writes,
  wanted: Binding,
  bindings: readonly Binding[],
  name: string,
): Promise<Binding | undefined> {
  const inTheWay = bindings.find(({ metadata }) => metadata?.name === name);
  if (inTheWay) await writes.deleteIfThere(KINDS.roleBinding, inTheWay);
  if (!inTheWay || !writes.dryRun)
    return writes.create<Binding>(KINDS.roleBinding, wanted);
  const reason =
    'Not checked by the cluster: the one that is there would go first.';
  writes.show(KINDS.roleBinding, wanted, ChangeAction.CREATED, reason);
  return undefined;
}
