import { byAge } from './cluster-object.js';
import { type Deployment, isRolling } from './deployment.js';
import { wantedIn } from './deployment-status.js';
import { type ReplicaSet, wantedOf } from './replicator.js';
import { DESIRED_REPLICAS, MAX_REPLICAS } from './revision.js';
import type { Rollout } from './rollout.js';
import { toRolloutLimits } from './rollout-limits.js';

/** Whether the deployment wants another number of pods than when its ReplicaSets were sized. */
export function isScaled({ deployment, all }: Rollout): boolean {
  return all.some((one) => {
    const desired = numberIn(one, DESIRED_REPLICAS);
    return (
      wantedOf(one) > 0 &&
      desired !== undefined &&
      desired !== wantedOf(deployment)
    );
  });
}

/** Gives a new number of pods to the ReplicaSets; in the middle of a rollout each gets its share. */
export async function scale(rollout: Rollout): Promise<void> {
  const { deployment, current, old, all, activeOld } = rollout;
  const wanted = wantedOf(deployment);
  const active = all.filter((one) => wantedOf(one) > 0);
  const [only, second] = active.length > 0 ? active : latest(current, old);
  if (only && !second) {
    await rollout.resize(only, wanted);
  } else if (current && isSaturated(deployment, current)) {
    for (const one of activeOld) await rollout.resize(one, 0);
  } else if (isRolling(deployment)) {
    for (const [one, size] of toShares(deployment, active))
      await rollout.adjust(one, size);
  }
}

function latest(
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ReplicaSet[] {
  const newest = current ?? old.at(-1);
  return newest ? [newest] : [];
}

function isSaturated(deployment: Deployment, current: ReplicaSet): boolean {
  const wanted = wantedOf(deployment);
  return (
    wantedOf(current) === wanted &&
    numberIn(current, DESIRED_REPLICAS) === wanted &&
    (current.status.availableReplicas ?? 0) === wanted
  );
}

/** Returns how many pods each ReplicaSet is to want: largest first, and what rounding leaves goes to that one. */
export function toShares(
  deployment: Deployment,
  active: readonly ReplicaSet[],
): [ReplicaSet, number][] {
  const wanted = wantedOf(deployment);
  const most = wanted > 0 ? wanted + toRolloutLimits(deployment).surge : 0;
  const change = most - wantedIn(active);
  // Of those of the same size the newer grow first and the older shrink first.
  const age = change > 0 ? -1 : 1;
  const sorted = [...active].sort(
    (a, b) => wantedOf(b) - wantedOf(a) || age * byAge(a, b),
  );
  let left = change;
  const shares = sorted.map((one): [ReplicaSet, number] => {
    const share = toShare(deployment, one, most);
    const part = change > 0 ? Math.min(share, left) : Math.max(share, left);
    left -= part;
    return [one, wantedOf(one) + part];
  });
  const [largest] = shares;
  if (largest) largest[1] = Math.max(0, largest[1] + left);
  return shares;
}

/** By how much a ReplicaSet grows when it keeps its part of the whole. */
function toShare(
  { status }: Deployment,
  replicaSet: ReplicaSet,
  most: number,
): number {
  const size = wantedOf(replicaSet);
  if (most === 0) return -size;
  const before = numberIn(replicaSet, MAX_REPLICAS) || (status.replicas ?? 0);
  return before === 0 ? 0 : Math.round((size * most) / before) - size;
}

function numberIn(
  { metadata }: ReplicaSet,
  annotation: string,
): number | undefined {
  const text = metadata.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
