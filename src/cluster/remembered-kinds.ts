import { type Identity, identityKey } from './identity.js';
import type { Kind } from './kinds.js';

const MOST = 10_000;

/** Kinds of which something is known for an identity, for a while. */
export interface RememberedKinds {
  has(identity: Identity, kind: Kind): boolean;
  add(identity: Identity, kind: Kind): void;
}

/** Remembers each for so many milliseconds after it was last added. No token is kept. */
export function rememberKinds(
  milliseconds: number,
  now: () => number = () => performance.now(),
): RememberedKinds {
  const until = new Map<string, number>();
  const keyOf = (identity: Identity, kind: Kind) =>
    `${kind.apiVersion}/${kind.plural} ${identityKey(identity)}`;
  return {
    has(identity, kind) {
      return (until.get(keyOf(identity, kind)) ?? 0) > now();
    },
    add(identity, kind) {
      if (until.size >= MOST) until.clear();
      until.set(keyOf(identity, kind), now() + milliseconds);
    },
  };
}
