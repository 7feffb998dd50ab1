import type { V1RoleBinding } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { nameOf } from './member.input.js';
import {
  isSameMember,
  type MemberIdentity,
  MemberRole,
} from './member.type.js';
import { hasOtherAdmin, toBoundMembers } from './members.js';

/** Ends the mutation with LAST_ADMIN when somebody is the only admin and about to be none. Two who leave at the same moment
 * do not see each other. */
export function refuseLastAdmin(
  bindings: readonly Raw<V1RoleBinding>[],
  leaving: MemberIdentity,
  field: string[],
): void {
  const isAdmin = toBoundMembers(bindings).some(
    ({ member }) =>
      member.role === MemberRole.ADMIN && isSameMember(member, leaving),
  );
  if (!isAdmin || hasOtherAdmin(bindings, leaving)) return;
  const message = `The ${nameOf(leaving)} is the last admin of this tenant. Make somebody else ADMIN first.`;
  throw new Refused([userError(UserErrorCode.LAST_ADMIN, message, { field })]);
}
