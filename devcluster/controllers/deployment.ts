import type { LabelSelector } from '../kinds/label-selector.js';
import type { ClusterObject } from './cluster-object.js';
import type { PodTemplate } from './pod.js';

/** The parts of a Deployment that its controller reads and writes. */
export interface Deployment extends ClusterObject {
  spec: DeploymentSpec;
  status: DeploymentStatus;
}

export interface DeploymentSpec {
  replicas?: number;
  selector: LabelSelector;
  template: PodTemplate;
  strategy: {
    type: string;
    rollingUpdate?: { maxSurge?: Amount; maxUnavailable?: Amount };
  };
  minReadySeconds?: number;
  revisionHistoryLimit?: number;
  progressDeadlineSeconds?: number;
  paused?: boolean;
}

/** A number, or a percentage of the replicas. */
export type Amount = number | string;

export interface DeploymentStatus {
  observedGeneration?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  unavailableReplicas?: number;
  terminatingReplicas?: number;
  collisionCount?: number;
  conditions?: DeploymentCondition[];
}

export interface DeploymentCondition {
  type: string;
  status: string;
  lastUpdateTime?: string;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

// As large as it gets means without a limit.
const NO_LIMIT = 2 ** 31 - 1;

export function isRolling({ spec }: Deployment): boolean {
  return spec.strategy.type === 'RollingUpdate';
}

/** The seconds without progress after which a rollout has failed; undefined when it may take for ever. */
export function deadlineOf({ spec }: Deployment): number | undefined {
  const { progressDeadlineSeconds: seconds } = spec;
  return seconds === NO_LIMIT ? undefined : seconds;
}

/** How many old ReplicaSets stay; undefined when all of them do. */
export function historyLimitOf({ spec }: Deployment): number | undefined {
  const { revisionHistoryLimit: limit } = spec;
  return limit === NO_LIMIT ? undefined : limit;
}
