import { type Identity, identityKey } from './identity.js';

const REMEMBERED_FOR = 60_000;
const MOST = 10_000;

/** Whom the cluster takes an identity for. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: string[];
}

/** Remembers for a minute whom the cluster takes an identity for, so that signing a change costs no request each time. It is
 * never used to decide anything. No token is kept. */
export function createUserInfos(now: () => number = () => performance.now()): {
  get(identity: Identity): UserInfo | undefined;
  set(identity: Identity, user: UserInfo): void;
} {
  const known = new Map<string, { user: UserInfo; until: number }>();
  return {
    get(identity) {
      const entry = known.get(identityKey(identity));
      return entry && entry.until > now() ? entry.user : undefined;
    },
    set(identity, user) {
      if (known.size >= MOST) known.clear();
      known.set(identityKey(identity), { user, until: now() + REMEMBERED_FOR });
    },
  };
}
