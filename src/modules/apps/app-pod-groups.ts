import type { V1Pod, V1ReplicaSet } from '@kubernetes/client-node';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { hasCondition } from '../pods/pod-status-word.js';
import { isDeployment } from './newest-replica-set.js';
import type { RawWorkload } from './workload.js';

const LEAST_YOUTH = 60_000;

/** The pods of an app by what they count for. */
export interface PodGroups {
  /** Of the present version, and not on their way out. */
  newest: Raw<V1Pod>[];
  /** Those of them that have not ended. */
  live: Raw<V1Pod>[];
  /** Of an older version, or on their way out. */
  old: Raw<V1Pod>[];
  /** Of an older template, of a ReplicationController. */
  outdated: number;
}

/** Sorts the pods of an app. */
export function groupPods(
  workload: RawWorkload,
  newestSet: Raw<V1ReplicaSet> | undefined,
  pods: readonly Raw<V1Pod>[],
): PodGroups {
  const isNewest = isDeployment(workload)
    ? (pod: Raw<V1Pod>) => ownerOf(pod)?.uid === newestSet?.metadata?.uid
    : ofTemplate(workload);
  const staying = pods.filter(({ metadata }) => !metadata?.deletionTimestamp);
  const newest =
    newestSet || !isDeployment(workload) ? staying.filter(isNewest) : [];
  const live = newest.filter((pod) => !isOver(pod));
  return {
    ...{ newest, live },
    old: pods.filter((pod) => !newest.includes(pod)),
    outdated: isDeployment(workload) ? 0 : staying.length - newest.length,
  };
}

/** Whether all that a pod was to do has ended. */
export function isOver({ status }: Raw<V1Pod>): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

/** Whether every pod that is not available has had less time than it may take to come up. */
export function isYoung(
  { spec }: RawWorkload,
  { live }: PodGroups,
  now: number,
  patience: number,
): boolean {
  const container = spec?.template?.spec?.containers[0];
  const budget = [container?.startupProbe, container?.readinessProbe].reduce(
    (sum, probe) =>
      sum +
      (probe?.initialDelaySeconds ?? 0) +
      (probe ? (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3) : 0),
    spec?.minReadySeconds ?? 0,
  );
  const youth = Math.max(LEAST_YOUTH, budget * 1_000) * patience;
  return live
    .filter((pod) => !hasCondition(pod, 'Ready'))
    .every(
      ({ metadata }) =>
        now - Date.parse(metadata?.creationTimestamp ?? '') < youth,
    );
}

function ofTemplate({ spec }: RawWorkload): (pod: Raw<V1Pod>) => boolean {
  const hash =
    spec?.template?.metadata?.annotations?.[ANNOTATIONS.templateHash];
  return ({ metadata }) =>
    hash === undefined ||
    metadata?.annotations?.[ANNOTATIONS.templateHash] === hash;
}

function ownerOf({ metadata }: Raw<V1Pod>) {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}
