import { type Identity, identityKey } from './identity.js';
import type { Kind } from './kinds.js';

const REMEMBERED_FOR = 10_000;
const MOST = 10_000;

/** Which identity was just refused the cluster-wide list of which kind. No token is kept. */
export function createRefusals(now: () => number = () => performance.now()): {
  has(identity: Identity, kind: Kind): boolean;
  add(identity: Identity, kind: Kind): void;
} {
  const until = new Map<string, number>();
  const keyOf = (identity: Identity, kind: Kind) =>
    `${kind.apiVersion}/${kind.plural} ${identityKey(identity)}`;
  return {
    has(identity, kind) {
      return (until.get(keyOf(identity, kind)) ?? 0) > now();
    },
    add(identity, kind) {
      if (until.size >= MOST) until.clear();
      until.set(keyOf(identity, kind), now() + REMEMBERED_FOR);
    },
  };
}
