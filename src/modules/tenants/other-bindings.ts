import type { V1RoleBinding } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { readBindings } from './live-guards.js';
import { nameOf } from './member.input.js';
import { isSameMember, type Member, MemberRole } from './member.type.js';
import { type BoundMember, toBoundMembers } from './members.js';

/** Leaves somebody the binding that was just made and no other. When somebody else gave them another role at the same moment,
 * the one that was made last stays, whoever looks. */
export async function outdoOthers(
  cluster: Reader,
  writes: Writes,
  made: Raw<V1RoleBinding>,
  member: Member,
): Promise<void> {
  const ours = { binding: made, member };
  const bindings = await readBindings(cluster, made.metadata?.namespace ?? '');
  const others = toBoundMembers(bindings).filter(
    (bound) =>
      isSameMember(bound.member, member) &&
      bound.binding.metadata?.uid !== made.metadata?.uid,
  );
  const winner = others.reduce<BoundMember>(
    (last, other) => (isLater(other, last) ? other : last),
    ours,
  );
  const losers = [...others, ours].filter((bound) => bound !== winner);
  for (const { binding } of losers.sort(adminsLast))
    await writes.deleteIfThere(KINDS.roleBinding, binding);
  if (winner === ours) return;
  const message = `Somebody else made the ${nameOf(member)} ${winner.member.role} at the same moment, and that stands.`;
  throw new Refused([
    userError(UserErrorCode.CONFLICT, message, {
      field: ['input', 'member', 'role'],
      retryable: true,
    }),
  ]);
}

/** Whoever gives up their own rights needs them until the end. */
function adminsLast(a: BoundMember, b: BoundMember): number {
  const rank = ({ member }: BoundMember) =>
    Number(member.role === MemberRole.ADMIN);
  return rank(a) - rank(b);
}

/** Whether a binding was made after another: they do not change, so that their versions are in the order of their making. */
export function isLater(a: BoundMember, b: BoundMember): boolean {
  const [left = 0n, right = 0n] = [a, b].map(({ binding }) =>
    BigInt(binding.metadata?.resourceVersion ?? 0),
  );
  return left > right;
}
