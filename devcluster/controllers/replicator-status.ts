import { isReady, type Pod, readyChangeOf } from './pod.js';
import {
  type Replicator,
  type ReplicatorCondition,
  type ReplicatorKind,
  type ReplicatorStatus,
  wantedOf,
} from './replicator.js';
import { isSameStatus } from './same-status.js';
import { textOf } from './status-answer.js';
import { toTimestamp } from './timestamp.js';

const FAILURE = 'ReplicaFailure';

export interface Observed {
  active: readonly Pod[];
  terminating: readonly Pod[];
  /** Why pods could not be made or deleted. */
  failure?: unknown;
}

/** Returns the status to write; undefined when the written one holds. */
export function toReplicatorStatus(
  owner: Replicator,
  { countsTerminating }: ReplicatorKind,
  { active, terminating, failure }: Observed,
  now = Date.now(),
): ReplicatorStatus | undefined {
  const ready = active.filter(isReady);
  const labels = Object.entries(owner.spec.template.metadata?.labels ?? {});
  const status: ReplicatorStatus = {
    ...owner.status,
    replicas: active.length,
    fullyLabeledReplicas: active.filter(({ metadata }) =>
      labels.every(([key, value]) => metadata.labels?.[key] === value),
    ).length,
    readyReplicas: ready.length,
    availableReplicas: ready.filter(
      (pod) => availableInMs(owner, pod, now) <= 0,
    ).length,
    ...(countsTerminating && { terminatingReplicas: terminating.length }),
    observedGeneration: owner.metadata.generation ?? 0,
    conditions: toConditions(owner, active.length, failure),
  };
  return isSameStatus(owner.status, status) ? undefined : status;
}

/** How long until the next ready pod counts as available; undefined when none is waited for. */
export function nextAvailableInMs(
  owner: Replicator,
  active: readonly Pod[],
  now = Date.now(),
): number | undefined {
  const waits = active
    .filter(isReady)
    .map((pod) => availableInMs(owner, pod, now))
    .filter((ms) => ms > 0);
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

function availableInMs({ spec }: Replicator, pod: Pod, now: number): number {
  const { minReadySeconds = 0 } = spec;
  if (minReadySeconds === 0) return 0;
  return readyChangeOf(pod) + minReadySeconds * 1000 - now;
}

function toConditions(
  owner: Replicator,
  active: number,
  failure: unknown,
): ReplicatorCondition[] {
  const conditions = owner.status.conditions ?? [];
  const known = conditions.find(({ type }) => type === FAILURE);
  if (failure === undefined)
    return conditions.filter((condition) => condition !== known);
  if (known) return conditions;
  return [
    ...conditions,
    {
      type: FAILURE,
      status: 'True',
      lastTransitionTime: toTimestamp(),
      reason: active < wantedOf(owner) ? 'FailedCreate' : 'FailedDelete',
      message: textOf(failure),
    },
  ];
}
