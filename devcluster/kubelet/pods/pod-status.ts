import { toTimestamp } from '../../api/timestamp.js';
import { toContainerStatus } from '../containers/container-status.js';
import type { PodCondition } from '../pod-object.js';
import { toConditions } from './pod-conditions.js';
import type { PodEnd, PodFacts } from './pod-facts.js';
import { type PodPhase, toPhase } from './pod-phase.js';

export interface PodStatusPatch {
  phase: PodPhase;
  conditions: PodCondition[];
  [field: string]: unknown;
}

/** Returns the status to send. Of a pod that was not taken in nothing is known but why. */
export function toPodStatus(
  facts: PodFacts,
  before: readonly PodCondition[],
  now: Date = new Date(),
): PodStatusPatch {
  const { init, main, podIP, pod, hasSandbox, end } = facts;
  const { generation } = pod.metadata;
  const conditions = toConditions(facts, before, now);
  return {
    phase: toPhase(facts),
    ...(generation !== undefined && { observedGeneration: generation }),
    ...(end && { reason: end.reason, message: end.message }),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(hasSandbox && { podIP, podIPs: [{ ip: podIP }] }),
    startTime: toTimestamp(facts.startTime),
    conditions,
    ...(init.length > 0 && {
      initContainerStatuses: init.map(toContainerStatus),
    }),
    containerStatuses: main.map(toContainerStatus),
  };
}

/** The status of a pod that the kubelet does not take in, as rejectPod of pkg/kubelet/kubelet.go writes it. */
export function toRejection(
  { reason, message }: PodEnd,
  startTime: Date,
): PodStatusPatch {
  return {
    phase: 'Failed',
    reason,
    message,
    startTime: toTimestamp(startTime),
    conditions: [],
  };
}
