import type { Container } from '../containers/container.js';
import type { PodCondition, PodObject } from '../pod-object.js';

/** Why a pod ended before its containers did, or was not taken in at all. */
export interface PodEnd {
  reason: string;
  message: string;
  /** Says who wanted it. */
  disruption?: { reason: string; message: string };
}

/** Everything a pod's status is made of. */
export interface PodFacts {
  pod: PodObject;
  init: readonly Container[];
  main: readonly Container[];
  podIP: string;
  startTime: Date;
  /** Its network is there, and its volumes. */
  hasSandbox: boolean;
  /** Its containers end and will not start again: it is being deleted. */
  isTerminating: boolean;
  end?: PodEnd;
}

/** True when every init container has done its work: ended well, or as a sidecar has started. */
export function isInitialized({ init }: Pick<PodFacts, 'init'>): boolean {
  return init.every(isOver);
}

/** An init container lets the next one start. */
export function isOver(container: Container): boolean {
  return container.role === 'sidecar'
    ? container.isStarted
    : container.exitCode === 0;
}

/** The conditions that somebody else keeps, such as those of readiness gates. */
export function findCondition(
  { pod }: Pick<PodFacts, 'pod'>,
  type: string,
): PodCondition | undefined {
  return pod.status?.conditions?.find((one) => one.type === type);
}
