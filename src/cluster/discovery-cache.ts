import type { ServedKind } from './discovery.js';
import { type Identity, identityKey } from './identity.js';

const GOOD_FOR = 60_000;
const FRESH_FOR = 1_000;
const MOST = 10_000;

type Kinds = readonly ServedKind[];

/** Remembers for a minute what kinds a cluster serves. What is served does not depend on who asks, but whether one may ask does:
 * every identity reads it once for itself before it gets what others have read. No token is kept. */
export function createDiscoveryCache(
  now: () => number = () => performance.now(),
): {
  /** What is known, or what `load` reads as this identity: when nothing good is known, or with `fresh` nothing of the last second. */
  get(
    identity: Identity,
    fresh: boolean,
    load: () => Promise<Kinds>,
  ): Promise<Kinds>;
  /** Has everybody read anew. */
  forget(): void;
} {
  const admitted = new Map<string, number>();
  const underWay = new Map<string, Promise<Kinds>>();
  let known: { kinds: Kinds; at: number } | undefined;

  async function read(key: string, load: () => Promise<Kinds>): Promise<Kinds> {
    const at = now();
    const kinds = await load();
    if (!known || known.at <= at) known = { kinds, at };
    if (admitted.size >= MOST) admitted.clear();
    admitted.set(key, at + GOOD_FOR);
    return kinds;
  }

  return {
    get(identity, fresh, load) {
      const key = identityKey(identity);
      const isAdmitted = (admitted.get(key) ?? 0) > now();
      const age = known ? now() - known.at : Infinity;
      if (known && isAdmitted && age < (fresh ? FRESH_FOR : GOOD_FOR))
        return Promise.resolve(known.kinds);
      let reading = underWay.get(key);
      if (!reading) {
        reading = read(key, load).finally(() => underWay.delete(key));
        underWay.set(key, reading);
      }
      return reading;
    },
    forget: () => void (known = undefined),
  };
}
