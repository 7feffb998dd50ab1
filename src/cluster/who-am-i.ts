import { createHash } from 'node:crypto';

import type { Identity } from './identity.js';

const REMEMBERED_FOR = 60_000;
const MOST = 10_000;

/** Whom the cluster takes an identity for. */
export interface UserInfo {
  username: string;
  uid?: string;
  groups: string[];
}

/** Remembers for a minute whom the cluster takes an identity for, so that signing a change costs no request each time. It is
 * never used to decide anything. Tokens are kept as hashes only. */
export function createUserInfos(now: () => number = () => performance.now()): {
  get(identity: Identity): UserInfo | undefined;
  set(identity: Identity, user: UserInfo): void;
} {
  const known = new Map<string, { user: UserInfo; until: number }>();
  const keyOf = (identity: Identity) =>
    identity.kind === 'caller'
      ? createHash('sha256').update(identity.token).digest('base64')
      : '';
  return {
    get(identity) {
      const entry = known.get(keyOf(identity));
      return entry && entry.until > now() ? entry.user : undefined;
    },
    set(identity, user) {
      if (known.size >= MOST) known.clear();
      known.set(keyOf(identity), { user, until: now() + REMEMBERED_FOR });
    },
  };
}
