import type { V1Namespace, V1RoleBinding } from '@kubernetes/client-node';

import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { refuseLastAdmin } from './last-admin.js';
import { readBindings } from './live-guards.js';
import { nameOf, type RemoveTenantMemberInput } from './member.input.js';
import { toSubject } from './member.manifest.js';
import { isSameMember, type MemberIdentity } from './member.type.js';
import { toBoundMembers } from './members.js';
import { changeWaitingMembers } from './tenant.manifest.js';
import type { Tenant } from './tenant.type.js';

/** Takes every binding of ours from somebody, and their name from the wish, so that no repair brings them back. */
export async function removeMember(
  context: Context,
  writes: Writes,
  tenant: Tenant,
  input: RemoveTenantMemberInput,
): Promise<void> {
  const { kind, name, namespace } = input;
  const leaving = { kind, name, ...(namespace !== undefined && { namespace }) };
  const bindings = await readBindings(context.cluster, tenant.name);
  const own = toBoundMembers(bindings).filter(({ member }) =>
    isSameMember(member, leaving),
  );
  const wished = tenant.stored.members?.some((member) =>
    isSameMember(member, leaving),
  );
  const others = foreignOf(bindings, leaving, tenant.name);
  if (own.length === 0 && !wished) throw noMember(tenant.name, leaving, others);
  refuseLastAdmin(bindings, leaving, ['input', 'name']);
  if (wished) await unwish(writes, tenant.name, leaving);
  for (const { binding } of own)
    await writes.deleteIfThere(KINDS.roleBinding, binding);
  if (others.length > 0)
    writes.warn(
      `The ${nameOf(leaving)} is still named by ${others.join(', ')}, which Moorage did not write and leaves alone.`,
    );
}

/** Only an operator may change what createTenant has yet to do. */
async function unwish(
  writes: Writes,
  tenant: string,
  leaving: MemberIdentity,
): Promise<void> {
  try {
    await writes.change<Raw<V1Namespace>>(
      KINDS.namespace,
      { name: tenant },
      (current) =>
        changeWaitingMembers(current, (members) =>
          members.filter((member) => !isSameMember(member, leaving)),
        ),
    );
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const message = `The tenant "${tenant}" is not complete, and the ${nameOf(leaving)} is among the members that it was made with. Ask an operator to call repairTenant first.`;
    throw new Refused([userError(UserErrorCode.FORBIDDEN, message)]);
  }
}

/** Bindings that name somebody and are not ours. */
function foreignOf(
  bindings: readonly Raw<V1RoleBinding>[],
  leaving: MemberIdentity,
  tenant: string,
): string[] {
  const ours = toBoundMembers(bindings).map(({ binding }) => binding);
  const wanted = toSubject(leaving);
  return bindings
    .filter(
      (binding) =>
        !ours.includes(binding) &&
        binding.subjects?.some(
          (subject) =>
            subject.kind === wanted.kind &&
            subject.name === wanted.name &&
            (subject.kind !== 'ServiceAccount' ||
              (subject.namespace ?? tenant) === wanted.namespace),
        ),
    )
    .map(({ metadata }) => `RoleBinding "${metadata?.name}"`);
}

function noMember(
  tenant: string,
  leaving: MemberIdentity,
  others: string[],
): Refused {
  const hint =
    others.length > 0
      ? ` But ${others.join(', ')} names them: that is not Moorage's; delete it with kubectl.`
      : '';
  const message = `The ${nameOf(leaving)} is no member of "${tenant}".${hint}`;
  return new Refused([
    userError(UserErrorCode.NOT_FOUND, message, { field: ['input', 'name'] }),
  ]);
}
