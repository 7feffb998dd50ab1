import { setTimeout as sleep } from 'node:timers/promises';

import type { Discoverer } from '../../cluster/cluster.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import type { ComingKind } from './manifest-order.js';

const KNOWN_WITHIN = 3_000;
const PAUSE = 150;

/** Waits until the cluster lists kinds that have just been defined, so that whoever defined them can use them at once. It is no
 * failure when that takes too long: they are looked up again when they are asked for. */
export async function awaitKinds(
  cluster: Discoverer,
  coming: readonly ComingKind[],
): Promise<void> {
  const giveUpAt = performance.now() + KNOWN_WITHIN;
  while (coming.length > 0 && performance.now() < giveUpAt) {
    const kinds = await known(cluster);
    const isThere = ({ apiVersion, kind }: ComingKind) =>
      kinds.some(
        (each) => each.apiVersion === apiVersion && each.kind === kind,
      );
    if (coming.every(isThere)) return;
    await sleep(PAUSE);
    cluster.forgetKinds();
  }
}

/** The definition is written: trouble with this must not look like trouble with that. */
async function known(
  cluster: Discoverer,
): Promise<Awaited<ReturnType<Discoverer['discover']>>> {
  try {
    return await cluster.discover();
  } catch (error) {
    if (error instanceof ClusterError) return [];
    throw error;
  }
}
