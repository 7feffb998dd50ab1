import type { Container } from './container.js';
import { toContainerStatus } from './container-status.js';
import type { PodCondition, RestartPolicy } from './pod-object.js';
import { toTimestamp } from './pod-object.js';

/** Everything a pod's status is made of. */
export interface PodFacts {
  init: readonly Container[];
  main: readonly Container[];
  restartPolicy: RestartPolicy;
  podIP: string;
  startTime: Date;
  generation?: number;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface PodStatusPatch {
  phase: PodPhase;
  conditions: PodCondition[];
  [field: string]: unknown;
}

/** Returns the status to send; a condition that did not change keeps the time of its last transition. */
export function toPodStatus(
  facts: PodFacts,
  before: readonly PodCondition[],
  now: Date = new Date(),
): PodStatusPatch {
  const { init, main, podIP, generation } = facts;
  const hasIP = isInitialized(facts) || init.some((one) => one.log);
  return {
    phase: toPhase(facts),
    ...(generation !== undefined && { observedGeneration: generation }),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(hasIP && { podIP, podIPs: [{ ip: podIP }] }),
    startTime: toTimestamp(facts.startTime),
    conditions: toConditions(facts, before, now),
    ...(init.length > 0 && {
      initContainerStatuses: init.map(toContainerStatus),
    }),
    containerStatuses: main.map(toContainerStatus),
  };
}

/** True when every init container has done its work: ended well, or as a sidecar is running. */
export function isInitialized({ init }: Pick<PodFacts, 'init'>): boolean {
  return init.every((one) =>
    one.role === 'sidecar' ? one.log : hasEnded(one, 0),
  );
}

function toPhase(facts: PodFacts): PodPhase {
  const { init, main, restartPolicy } = facts;
  if (
    init.some((one) => one.isDone && !hasEnded(one, 0)) &&
    restartPolicy === 'Never'
  )
    return 'Failed';
  if (!isInitialized(facts)) return 'Pending';
  // A container that has never run keeps the pod pending; one that waits for its restart does not.
  if (main.some((one) => !one.log)) return 'Pending';
  if (!main.every((one) => one.isDone)) return 'Running';
  return main.every((one) => hasEnded(one, 0)) ? 'Succeeded' : 'Failed';
}

function hasEnded(container: Container, exitCode: number): boolean {
  const { state } = container;
  return 'terminated' in state && state.terminated.exitCode === exitCode;
}

function toConditions(
  facts: PodFacts,
  before: readonly PodCondition[],
  now: Date,
): PodCondition[] {
  const phase = toPhase(facts);
  const unready = facts.main.filter((one) => !one.isReady);
  const notReady =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : phase === 'Failed'
        ? { reason: 'PodFailed' }
        : {
            reason: 'ContainersNotReady',
            message: `containers with unready status: [${unready.map((one) => one.name).join(' ')}]`,
          };
  const waitsForInit = {
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${facts.init
      .filter((one) => !one.isDone)
      .map((one) => one.name)
      .join(' ')}]`,
  };
  const isReady = unready.length === 0 && isInitialized(facts);
  const hasEndedAll = phase === 'Succeeded' || phase === 'Failed';
  return [
    toCondition('PodReadyToStartContainers', !hasEndedAll, {}),
    toCondition('Initialized', isInitialized(facts), waitsForInit),
    toCondition('ContainersReady', isReady, notReady),
    toCondition('Ready', isReady, notReady),
  ];

  function toCondition(
    type: string,
    isTrue: boolean,
    whyNot: { reason?: string; message?: string },
  ): PodCondition {
    const status = isTrue ? 'True' : 'False';
    const old = before.find((one) => one.type === type);
    return {
      type,
      status,
      lastTransitionTime:
        old?.status === status ? old.lastTransitionTime : toTimestamp(now),
      ...(!isTrue && whyNot),
      ...(facts.generation !== undefined && {
        observedGeneration: facts.generation,
      }),
    };
  }
}
