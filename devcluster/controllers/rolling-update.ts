import { createCurrent, toCurrentSize } from './current-replica-set.js';
import { availableIn, wantedIn } from './deployment-status.js';
import { wantedOf } from './replicator.js';
import type { Rollout } from './rollout.js';
import { toRolloutLimits } from './rollout-limits.js';

/** One step from the old ReplicaSets to the current one, within maxSurge and maxUnavailable (K9/rollout). */
export async function rollForward(rollout: Rollout): Promise<void> {
  if (!rollout.current) await createCurrent(rollout);
  if (!rollout.current) return;
  if (await growCurrent(rollout)) return;
  await shrinkOld(rollout);
}

async function growCurrent(rollout: Rollout): Promise<boolean> {
  const { deployment, current, all } = rollout;
  if (!current) return false;
  const wanted = wantedOf(deployment);
  const now = wantedOf(current);
  if (now === wanted) return false;
  const next = now > wanted ? wanted : toCurrentSize(deployment, all, now);
  return rollout.resize(current, next);
}

async function shrinkOld(rollout: Rollout): Promise<void> {
  const { deployment, current } = rollout;
  if (!current || wantedIn(rollout.activeOld) === 0) return;
  const least = wantedOf(deployment) - toRolloutLimits(deployment).unavailable;
  const notYet = wantedOf(current) - (current.status.availableReplicas ?? 0);
  const most = wantedIn(rollout.all) - least - notYet;
  if (most <= 0) return;
  await dropUnhealthy(rollout, most);
  await shrink(rollout, availableIn(rollout.all) - least);
}

/** Pods that are not available serve nobody, and may go first without harm. */
async function dropUnhealthy(rollout: Rollout, most: number): Promise<void> {
  let left = most;
  for (const one of rollout.activeOld) {
    const unhealthy = wantedOf(one) - (one.status.availableReplicas ?? 0);
    const count = Math.min(left, unhealthy);
    if (count <= 0) continue;
    await rollout.resize(one, wantedOf(one) - count);
    left -= count;
  }
}

async function shrink(rollout: Rollout, most: number): Promise<void> {
  let left = most;
  for (const one of rollout.activeOld) {
    const count = Math.min(left, wantedOf(one));
    if (count <= 0) return;
    await rollout.resize(one, wantedOf(one) - count);
    left -= count;
  }
}
