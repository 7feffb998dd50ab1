import type {
  V1Deployment,
  V1ReplicaSet,
  V1ReplicationController,
} from '@kubernetes/client-node';
import { registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { isDeployment, newestReplicaSet } from './newest-replica-set.js';

export enum RolloutState {
  PENDING = 'PENDING',
  PROGRESSING = 'PROGRESSING',
  COMPLETE = 'COMPLETE',
  STUCK = 'STUCK',
  FAILED = 'FAILED',
  PAUSED = 'PAUSED',
  SUPERSEDED = 'SUPERSEDED',
}

registerEnumType(RolloutState, {
  name: 'RolloutState',
  description: 'How far a change of an app is.',
  valuesConfig: {
    PENDING: { description: 'Kubernetes has not noticed the change yet.' },
    PROGRESSING: { description: 'Pods are being replaced.' },
    COMPLETE: {
      description:
        'All pods are of this version, and they were all up once. Whether they are now is told by `serving`.',
    },
    STUCK: {
      description: 'No pod of this version can start; the problems say why.',
    },
    FAILED: {
      description:
        'There was no progress until the deadline. Kubernetes goes on trying, so it can still become COMPLETE.',
    },
    PAUSED: { description: 'It is paused, and nothing is replaced.' },
    SUPERSEDED: { description: 'The pod template has changed since.' },
  },
});

/** How far a rollout is, without its id. Instants are RFC 3339. */
export interface RolloutProgress {
  state: RolloutState;
  /** One sentence. */
  message: string;
  updated: number;
  available: number;
  total: number;
  revision?: number;
  startedAt?: string;
  deadlineAt?: string;
}

/** What only the pods tell of a rollout; it may be left out. */
export interface RolloutEvidence {
  /** Why no pod of the version will start, as a sentence. */
  doomed?: string;
  /** How many pods of a ReplicationController are of an older template. */
  outdated?: number;
  /** Factor on how long trouble may last before it counts. */
  patience?: number;
}

const REFUSED_FOR = 30_000;
const NO_DEADLINE = 2_147_483_647;

/** How far the present version of a workload is. The ReplicaSets may be those of the whole tenant; `now` is in milliseconds. */
export function toRolloutState(
  workload: Raw<V1Deployment> | Raw<V1ReplicationController>,
  replicaSets: readonly Raw<V1ReplicaSet>[],
  now: number,
  evidence: RolloutEvidence = {},
): RolloutProgress {
  return isDeployment(workload)
    ? ofDeployment(workload, replicaSets, now, evidence)
    : ofController(workload, now, evidence);
}

/** Whether this version of a Deployment has been up once: Kubernetes says so, and does not take it back when pods fail later. */
export function isLatched({ metadata, spec, status }: Raw<V1Deployment>) {
  const progressing = status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  return (
    (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
    progressing?.status === 'True' &&
    progressing.reason === 'NewReplicaSetAvailable' &&
    (status?.replicas ?? 0) === (status?.updatedReplicas ?? 0) &&
    spec?.paused !== true
  );
}

function ofDeployment(
  workload: Raw<V1Deployment>,
  replicaSets: readonly Raw<V1ReplicaSet>[],
  now: number,
  evidence: RolloutEvidence,
): RolloutProgress {
  const { metadata, spec, status } = workload;
  const total = spec?.replicas ?? 1;
  const {
    replicas = 0,
    updatedReplicas: updated = 0,
    availableReplicas: available = 0,
  } = status ?? {};
  const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const newest = seen ? newestReplicaSet(workload, replicaSets) : undefined;
  const progressing = status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  const revision = Number(newest?.metadata?.annotations?.[REVISION]);
  const told = (
    state: RolloutState,
    message: string,
    deadlineAt?: string,
  ): RolloutProgress => ({
    ...{ state, message, updated, available, total, deadlineAt },
    revision: Number.isInteger(revision) ? revision : undefined,
    // A ReplicaSet that was rolled back to is older than the rollout.
    startedAt: newest?.metadata?.annotations?.[REVISION_HISTORY]
      ? undefined
      : newest?.metadata?.creationTimestamp,
  });
  const isUp = updated >= total && replicas <= updated && available >= updated;
  if (seen && (isUp || isLatched(workload)))
    return told(RolloutState.COMPLETE, upMessage(available, total));
  if (spec?.paused)
    return told(
      RolloutState.PAUSED,
      `The rollout is paused; ${updated} of ${total} pods are of the new version.`,
    );
  if (!seen) return told(RolloutState.PENDING, UNNOTICED);
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return told(
      RolloutState.FAILED,
      evidence.doomed ?? 'There was no progress until the deadline.',
    );
  const deadlineAt = toDeadline(
    progressing?.lastUpdateTime,
    spec?.progressDeadlineSeconds,
  );
  const stuck =
    evidence.doomed ??
    (updated === 0 ? refusedFor(status?.conditions, now, evidence) : undefined);
  if (stuck) return told(RolloutState.STUCK, stuck, deadlineAt);
  return told(
    RolloutState.PROGRESSING,
    progressMessage({ total, replicas, updated, available }),
    deadlineAt,
  );
}

function ofController(
  { metadata, spec, status }: Raw<V1ReplicationController>,
  now: number,
  evidence: RolloutEvidence,
): RolloutProgress {
  const total = spec?.replicas ?? 1;
  const {
    replicas = 0,
    fullyLabeledReplicas: labeled = 0,
    availableReplicas: available = 0,
  } = status ?? {};
  const { outdated = 0 } = evidence;
  const updated = Math.max(0, labeled - outdated);
  const told = (state: RolloutState, message: string): RolloutProgress => ({
    ...{ state, message, updated, available, total },
  });
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0))
    return told(RolloutState.PENDING, UNNOTICED);
  if (
    replicas === total &&
    labeled === total &&
    available === total &&
    outdated === 0
  )
    return told(RolloutState.COMPLETE, upMessage(available, total));
  const stuck =
    evidence.doomed ??
    (replicas === 0 && total > 0
      ? refusedFor(status?.conditions, now, evidence)
      : undefined);
  if (stuck) return told(RolloutState.STUCK, stuck);
  return told(
    RolloutState.PROGRESSING,
    outdated > 0
      ? `${outdated} of ${replicas} pods still run the previous version; a ReplicationController does not replace them.`
      : progressMessage({ total, replicas, updated, available }),
  );
}

const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const UNNOTICED = 'Waiting for Kubernetes to notice the change.';

/** Why Kubernetes refuses to make pods. A refusal counts when it lasts: quota is often exceeded for a moment only. */
export function refusedFor(
  conditions:
    | readonly {
        type: string;
        status: string;
        message?: string;
        lastTransitionTime?: string;
      }[]
    | undefined,
  now: number,
  { patience = 1 }: RolloutEvidence = {},
): string | undefined {
  const failure = conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (!failure) return undefined;
  const since = Date.parse(failure.lastTransitionTime ?? '');
  return now - since >= REFUSED_FOR * patience
    ? `Kubernetes refuses to make its pods: ${failure.message ?? 'no reason is given'}`
    : undefined;
}

function toDeadline(
  progressedAt: string | undefined,
  seconds = 600,
): string | undefined {
  const from = Date.parse(progressedAt ?? '');
  return Number.isNaN(from) || seconds >= NO_DEADLINE
    ? undefined
    : new Date(from + seconds * 1_000).toISOString();
}

function upMessage(available: number, total: number): string {
  if (total === 0) return 'No pods are wanted.';
  return available >= total
    ? `All ${total} pods are of this version and available.`
    : `All pods are of this version; ${available} of ${total} are available.`;
}

function progressMessage(counts: {
  total: number;
  replicas: number;
  updated: number;
  available: number;
}): string {
  const { total, replicas, updated, available } = counts;
  if (updated < total) return `${updated} of ${total} new pods have been made.`;
  if (replicas > updated)
    return `${replicas - updated} pods of the previous version are still there.`;
  return `${available} of ${total} new pods are available.`;
}
