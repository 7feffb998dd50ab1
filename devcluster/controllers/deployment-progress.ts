import {
  deadlineOf,
  type Deployment,
  type DeploymentStatus,
} from './deployment.js';
import {
  type ConditionChange,
  conditionOf,
  withCondition,
  withoutCondition,
} from './deployment-conditions.js';
import { isComplete } from './deployment-status.js';
import type { ReplicaSet } from './replicator.js';

const COMPLETE = 'NewReplicaSetAvailable';
const LATE = 'ProgressDeadlineExceeded';

/** Adds how the rollout goes (K9/conditions). `status` is the new one, the deployment's is the last one written. */
export function withProgress(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  status: DeploymentStatus,
  now = Date.now(),
): DeploymentStatus {
  if (deadlineOf(deployment) === undefined)
    return withoutCondition(status, 'Progressing');
  const known = conditionOf(status, 'Progressing');
  const wasComplete =
    known?.reason === COMPLETE && status.replicas === status.updatedReplicas;
  if (wasComplete) return status;

  const what = current
    ? `ReplicaSet "${current.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  const progressing = (
    state: 'True' | 'False',
    reason: string,
    end: string,
  ): ConditionChange => ({
    type: 'Progressing',
    status: state,
    reason,
    message: `${what} ${end}`,
  });
  if (isComplete(deployment, status))
    return withCondition(
      status,
      progressing('True', COMPLETE, 'has successfully progressed.'),
    );
  if (hasProgressed(deployment.status, status))
    return withCondition(
      status,
      progressing('True', 'ReplicaSetUpdated', 'is progressing.'),
      true,
    );
  if (known?.reason === LATE || lateInMs(deployment, status, now) < 0)
    return withCondition(
      status,
      progressing('False', LATE, 'has timed out progressing.'),
    );
  return status;
}

/** How long until the rollout counts as failed unless something happens; undefined when that is not waited for. */
export function deadlineInMs(
  deployment: Deployment,
  status: DeploymentStatus,
  now = Date.now(),
): number | undefined {
  const known = conditionOf(status, 'Progressing');
  if (!known || known.reason === LATE || isComplete(deployment, status))
    return undefined;
  const ms = lateInMs(deployment, status, now);
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}

function lateInMs(
  deployment: Deployment,
  status: DeploymentStatus,
  now: number,
): number {
  const known = conditionOf(status, 'Progressing');
  const deadline = deadlineOf(deployment);
  if (!known?.lastUpdateTime || deadline === undefined) return Infinity;
  // A rollout that is complete has nothing to be late with; what follows is the next one.
  if (known.reason === COMPLETE) return Infinity;
  return Date.parse(known.lastUpdateTime) + deadline * 1000 - now;
}

function hasProgressed(
  before: DeploymentStatus,
  now: DeploymentStatus,
): boolean {
  const oldIn = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) =>
    replicas - updatedReplicas;
  return (
    (now.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldIn(now) < oldIn(before) ||
    (now.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (now.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** Tells of pods that cannot be made, as the first ReplicaSet that has the trouble says it. */
export function withFailure(
  status: DeploymentStatus,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): DeploymentStatus {
  const [failure] = [...(current ? [current] : []), ...old].flatMap((one) =>
    (one.status.conditions ?? []).filter(
      ({ type }) => type === 'ReplicaFailure',
    ),
  );
  if (!failure) return withoutCondition(status, 'ReplicaFailure');
  const { status: state, reason = '', message = '' } = failure;
  return withCondition(status, {
    type: 'ReplicaFailure',
    status: state as 'True',
    reason,
    message,
  });
}
