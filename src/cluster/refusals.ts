import { createHash } from 'node:crypto';

import type { Identity } from './identity.js';
import type { Kind } from './kinds.js';

const REMEMBERED_FOR = 10_000;
const MOST = 10_000;

/** Which identity was just refused the cluster-wide list of which kind. Tokens are kept as hashes only. */
export function createRefusals(now: () => number = () => performance.now()): {
  has(identity: Identity, kind: Kind): boolean;
  add(identity: Identity, kind: Kind): void;
} {
  const until = new Map<string, number>();
  const keyOf = (identity: Identity, kind: Kind) => {
    const who =
      identity.kind === 'caller'
        ? createHash('sha256').update(identity.token).digest('base64')
        : '';
    return `${kind.apiVersion}/${kind.plural} ${who}`;
  };
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
