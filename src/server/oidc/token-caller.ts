import type { JWTPayload } from 'jose';

import { type Identity, isCallerName } from '../../cluster/identity.js';
import type { Issuer } from './issuer.js';
import { refused } from './token-refusal.js';

/** Whom the claims of a verified token name, with the issuer's prefixes. Throws ApiError UNAUTHENTICATED. */
export function toCaller(claims: JWTPayload, issuer: Issuer): Identity {
  return {
    kind: 'impersonated',
    user: issuer.userPrefix + userOf(claims, issuer),
    groups: groupsOf(claims, issuer).map(
      (group) => issuer.groupsPrefix + group,
    ),
  };
}

function userOf(claims: JWTPayload, { userClaim }: Issuer): string {
  const user = claims[userClaim];
  if (user === undefined)
    throw refused(
      `The token has no claim "${userClaim}", which names the user here. Ask for a token that has it.`,
    );
  if (!isCallerName(user))
    throw refused(
      `The claim "${userClaim}" of the token holds no name that a user may have: a text without control characters or spaces at its ends, that does not begin with "system:".`,
    );
  // Anybody can claim somebody else's address at a provider that does not check it.
  if (userClaim === 'email' && claims.email_verified === false)
    throw refused(
      'The identity provider has not verified the e-mail address of this token (email_verified).',
    );
  return user;
}

/** No groups is an answer; groups that cannot be read are none: they would shrink somebody's rights silently. */
function groupsOf(claims: JWTPayload, { groupsClaim }: Issuer): string[] {
  const elsewhere = claims._claim_names;
  if (typeof elsewhere === 'object' && elsewhere && groupsClaim in elsewhere)
    throw refused(
      `The token does not hold its groups, only where to ask for them (_claim_names): its user is in too many. Let the identity provider put fewer into "${groupsClaim}".`,
    );
  const value = claims[groupsClaim] ?? [];
  const groups: unknown[] = Array.isArray(value) ? value : [value];
  if (groups.every(isCallerName)) return [...new Set(groups)];
  throw refused(
    `The claim "${groupsClaim}" of the token holds something that is no name of a group: a text without control characters or spaces at its ends, that does not begin with "system:".`,
  );
}
