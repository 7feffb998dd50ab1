import { type Amount, type Deployment, isRolling } from './deployment.js';
import { wantedOf } from './replicator.js';

export interface RolloutLimits {
  /** How many pods there may be beyond those wanted. */
  surge: number;
  /** How many of those wanted may be unavailable. */
  unavailable: number;
}

/** What a deployment's strategy allows during a rollout. */
export function toRolloutLimits(deployment: Deployment): RolloutLimits {
  if (!isRolling(deployment)) return { surge: 0, unavailable: 0 };
  const wanted = wantedOf(deployment);
  const { maxSurge = 0, maxUnavailable = 0 } =
    deployment.spec.strategy.rollingUpdate ?? {};
  const surge = toCount(maxSurge, wanted, Math.ceil);
  const unavailable = toCount(maxUnavailable, wanted, Math.floor);
  // A percentage of few can be none of either, and then nothing would ever move.
  const least = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { surge, unavailable: Math.min(least, wanted) };
}

function toCount(
  amount: Amount,
  wanted: number,
  round: (value: number) => number,
): number {
  if (typeof amount === 'number') return amount;
  return round((Number.parseInt(amount, 10) * wanted) / 100);
}
