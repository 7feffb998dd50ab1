import { withDeadline } from '../../lib/with-deadline.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import { ApiError } from '../../graphql/api-error.js';
import type { Context } from '../../graphql/context.js';
import { findObject } from '../../graphql/find-object.js';
import { Workload } from './app.type.js';
import type { Rollout } from './rollout.type.js';
import type { RolloutName } from './rollout-id.js';
import { lookAt } from './rollout-look.js';
import { RolloutState } from './rollout-state.js';
import { findRollout } from './to-rollout.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

const LONGEST = 300;
/** How often the clock and the pods are asked besides: a crash shows nowhere else, and a refusal counts when it lasts. */
const EVERY = 5_000;
const FINAL: readonly RolloutState[] = [
  RolloutState.COMPLETE,
  RolloutState.STUCK,
  RolloutState.FAILED,
  RolloutState.SUPERSEDED,
];

/** Follows the app until the rollout is at an end, the app is gone, the time is up or the caller has left; then tells how far
 * it is. All waits of a caller in a tenant share one watch. */
export function waitForRollout(
  context: Context,
  id: string,
  name: RolloutName,
  seconds: number,
): Promise<Rollout | null> {
  return withDeadline(seconds * 1_000, context.left, (signal) =>
    followRollout(context, id, name, signal),
  );
}

async function followRollout(
  context: Context,
  id: string,
  name: RolloutName,
  signal: AbortSignal,
): Promise<Rollout | null> {
  const { workload, tenant, app } = name;
  const kind = WORKLOAD_KINDS[workload];
  const objects = context.patient.follow<RawWorkload>(kind, tenant, app, {
    every: EVERY,
    signal,
  });
  let latest: Rollout | null | undefined;
  let told: RawWorkload | undefined;
  for await (const raw of objects) {
    if (await isBehind(context, name, raw)) continue;
    const isNews = raw !== told;
    told = raw;
    latest = findRollout(id, name, raw);
    if (raw && latest && needsLook(name, latest, isNews))
      latest = findRollout(id, name, raw, await lookAt(context, raw, workload));
    if (latest === null || FINAL.includes(latest.state)) return latest;
  }
  if (latest !== undefined) return latest;
  throw new ClusterError('the time for this wait is up before it began', {
    call: `WATCH ${kind.plural}`,
    reason: 'Timeout',
    executed: 'no',
  });
}

/** A watch that others opened may not have come to this change yet. */
async function isBehind(
  { patient }: Context,
  { workload, tenant, app, uid, generation }: RolloutName,
  raw: RawWorkload | undefined,
): Promise<boolean> {
  if (raw?.metadata?.uid === uid)
    return (raw.metadata.generation ?? 0) < generation;
  const kind = WORKLOAD_KINDS[workload];
  const now = await findObject<RawWorkload>(patient, kind, tenant, app);
  return now?.metadata?.uid === uid;
}

/** How long a caller wants to wait; BAD_USER_INPUT when that is too long, or no time at all. */
export function checkWaitSeconds(seconds: number): void {
  if (seconds >= 1 && seconds <= LONGEST) return;
  throw new ApiError(
    'BAD_USER_INPUT',
    `timeoutSeconds is ${seconds}: it must be from 1 to ${LONGEST}. Ask again to wait longer.`,
  );
}

/** The pods are asked when nothing has moved for a while, and always about a ReplicationController, which does not tell whether
 * its pods are of an older template. */
function needsLook(
  { workload }: RolloutName,
  { state }: Rollout,
  isNews: boolean,
): boolean {
  if (state === RolloutState.SUPERSEDED) return false;
  if (workload === Workload.REPLICATION_CONTROLLER) return true;
  return !isNews && state === RolloutState.PROGRESSING;
}
