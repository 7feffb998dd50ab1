import type { V1ReplicaSet } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Workload } from './app.type.js';
import { isDeployment, ownReplicaSets } from './newest-replica-set.js';
import { Rollout } from './rollout.type.js';
import {
  type ChangeOf,
  fullTemplateHash,
  type RolloutName,
  toRolloutId,
} from './rollout-id.js';
import {
  refusedFor,
  type RolloutEvidence,
  type RolloutProgress,
  RolloutState,
  toRolloutState,
} from './rollout-state.js';
import type { RawWorkload } from './workload.js';

/** What is known beside the workload itself; each part may be left out. */
export interface RolloutFacts {
  /** Those of the whole tenant will do. */
  replicaSets?: readonly Raw<V1ReplicaSet>[];
  evidence?: RolloutEvidence;
  /** Milliseconds. */
  now?: number;
}

/** The rollout that a write has just started: `raw` is what the cluster answered to it. */
export function toRollout(
  raw: RawWorkload,
  workload: Workload,
  change: ChangeOf = 'template',
  facts: RolloutFacts = {},
): Rollout {
  const id = toRolloutId(raw, workload, change);
  return Object.assign(new Rollout(), { id, ...progress(raw, change, facts) });
}

/** A rollout by its name, beside the workload as it is now; null when that is another object, or no app any more. */
export function findRollout(
  id: string,
  name: RolloutName,
  raw: RawWorkload | undefined,
  facts: RolloutFacts = {},
): Rollout | null {
  if (!raw || raw.metadata?.uid !== name.uid) return null;
  if (raw.metadata.labels?.[LABELS.app] !== name.app) return null;
  const same = fullTemplateHash(raw.spec?.template ?? {}) === name.template;
  const part = same
    ? progress(raw, name.change, facts)
    : superseded(raw, name, facts.replicaSets ?? []);
  return Object.assign(new Rollout(), { id, ...part });
}

/** A scale is through when the pods are there; that the version was up once before says nothing about it. */
function progress(
  raw: RawWorkload,
  change: ChangeOf,
  { replicaSets = [], evidence, now = Date.now() }: RolloutFacts,
): RolloutProgress {
  const found = toRolloutState(raw, replicaSets, now, evidence);
  const { state, available, total } = found;
  const revision = found.revision ?? revisionOf(raw);
  const left = (raw.status?.replicas ?? 0) - total;
  if (change === 'template' || state !== RolloutState.COMPLETE)
    return { ...found, revision };
  if (available >= total && left <= 0) return { ...found, revision };
  const stuck =
    evidence?.doomed ??
    (raw.status?.replicas
      ? undefined
      : refusedFor(raw.status?.conditions, now, evidence));
  if (stuck)
    return { ...found, revision, state: RolloutState.STUCK, message: stuck };
  const message =
    left > 0
      ? `${left} pods are still to be stopped.`
      : `${available} of ${total} pods are available.`;
  return { ...found, revision, state: RolloutState.PROGRESSING, message };
}

/** The annotation is that of the present template as soon as Kubernetes has seen it. */
function revisionOf({ metadata, status }: RawWorkload): number | undefined {
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0))
    return undefined;
  const revision = Number(metadata?.annotations?.[ANNOTATIONS.revision]);
  return Number.isInteger(revision) ? revision : undefined;
}

function superseded(
  raw: RawWorkload,
  { template }: RolloutName,
  replicaSets: readonly Raw<V1ReplicaSet>[],
): RolloutProgress {
  const own = isDeployment(raw) ? ownReplicaSets(raw, replicaSets) : [];
  const set = own.find(
    ({ spec }) =>
      spec?.template && fullTemplateHash(spec.template) === template,
  );
  const revision = Number(set?.metadata?.annotations?.[ANNOTATIONS.revision]);
  return {
    state: RolloutState.SUPERSEDED,
    message:
      'The app was changed again since; this is not its present version.',
    updated: set?.status?.replicas ?? 0,
    available: set?.status?.availableReplicas ?? 0,
    total: raw.spec?.replicas ?? 1,
    revision: Number.isInteger(revision) ? revision : undefined,
    startedAt: set?.metadata?.creationTimestamp,
  };
}
