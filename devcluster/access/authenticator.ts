import type { ObjectReader } from '../api/object-reader.js';
import { StatusError } from '../api/status-error.js';
import type { User } from '../api/user.js';
import { findTokenFlaw } from './find-token-flaw.js';
import { toListText } from './rule-text.js';
import { toAccountGroups } from './service-account.js';
import { ISSUER, toExtra, type TokenClaims } from './token-claims.js';
import { isAccountToken, TokenError, type TokenKeys } from './token-keys.js';
import { AUTHENTICATED } from './user-groups.js';

/** A token that is known from the start. */
export interface StaticToken {
  token: string;
  name: string;
  uid?: string;
  groups: readonly string[];
}

/** Whose a token is, and for which of the audiences that were asked for. */
export interface Identity {
  user: User;
  audiences: readonly string[];
}

export interface Authenticator {
  /** The user that an Authorization header names. Throws the Status of 401 when it names none. */
  authenticate(authorization: string | undefined): Promise<User>;
  /** Whose the token is, or why it counts for none of the audiences. */
  identify(
    token: string,
    audiences?: readonly string[],
  ): Promise<Identity | { error: string }>;
}

export interface AuthenticatorOptions {
  staticTokens: readonly StaticToken[];
  keys: TokenKeys;
  reader: ObjectReader;
  /** In milliseconds; the clock when left out. */
  now?: () => number;
}

const UNKNOWN = 'invalid bearer token';
const OURS: readonly string[] = [ISSUER];

export function createAuthenticator(
  options: AuthenticatorOptions,
): Authenticator {
  const { staticTokens, keys, reader, now = Date.now } = options;
  const users = new Map(
    staticTokens.map((each) => [each.token, toStaticUser(each)]),
  );

  async function identify(token: string, asked = OURS) {
    const user = users.get(token);
    if (user) return toIdentity(user, OURS, asked) ?? { error: UNKNOWN };
    if (!isAccountToken(token)) return { error: UNKNOWN };
    try {
      const claims = await keys.read(token);
      const identity = toIdentity(toAccountUser(claims), claims.aud, asked);
      if (!identity)
        throw new TokenError(
          `token audiences ${toListText(claims.aud)} is invalid for the target audiences ${toListText(asked)}`,
        );
      const flaw = findTokenFlaw(claims, reader, now() / 1000);
      if (flaw) throw new TokenError(flaw);
      return identity;
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      return { error: `[${UNKNOWN}, ${error.message}]` };
    }
  }

  return {
    identify,
    async authenticate(authorization = '') {
      const [scheme, token] = authorization.trim().split(' ');
      const found =
        scheme?.toLowerCase() === 'bearer' && token && (await identify(token));
      if (!found || 'error' in found)
        throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      return found.user;
    },
  };
}

function toIdentity(
  user: User,
  audiences: readonly string[],
  asked: readonly string[],
): Identity | undefined {
  const common = audiences.filter((one) => asked.includes(one));
  return common.length > 0 ? { user, audiences: common } : undefined;
}

function toStaticUser({ name, uid, groups }: StaticToken): User {
  return { name, ...(uid && { uid }), groups: [...groups, AUTHENTICATED] };
}

function toAccountUser(claims: TokenClaims): User {
  const { namespace, serviceaccount } = claims['kubernetes.io'];
  return {
    name: claims.sub,
    ...(serviceaccount.uid && { uid: serviceaccount.uid }),
    groups: [...toAccountGroups(namespace), AUTHENTICATED],
    extra: toExtra(claims),
  };
}
