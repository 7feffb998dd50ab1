import type { LabelSelector } from '../kinds/label-selector.js';
import type { ClusterObject } from './cluster-object.js';
import type { PodTemplate } from './pod.js';
import {
  REPLICA_SETS,
  REPLICATION_CONTROLLERS,
  type Resource,
} from './resource.js';

/** A ReplicaSet or ReplicationController: a workload that keeps so many pods of one template. */
export interface Replicator extends ClusterObject {
  spec: {
    replicas?: number;
    minReadySeconds?: number;
    /** Of a ReplicationController it is the labels alone. */
    selector: LabelSelector | Record<string, string>;
    template: PodTemplate;
  };
  status: ReplicatorStatus;
}

export interface ReplicatorStatus {
  replicas: number;
  fullyLabeledReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  /** Only of a ReplicaSet. */
  terminatingReplicas?: number;
  observedGeneration?: number;
  conditions?: ReplicatorCondition[];
}

export interface ReplicatorCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface ReplicaSet extends Replicator {
  spec: Replicator['spec'] & { selector: LabelSelector };
}

/** How the two kinds differ. */
export interface ReplicatorKind {
  resource: Resource;
  /** The name under which its events are written. */
  component: string;
  countsTerminating: boolean;
  selectorOf(owner: Replicator): LabelSelector;
}

export const REPLICA_SET: ReplicatorKind = {
  resource: REPLICA_SETS,
  component: 'replicaset-controller',
  countsTerminating: true,
  selectorOf: ({ spec }) => spec.selector,
};

export const REPLICATION_CONTROLLER: ReplicatorKind = {
  resource: REPLICATION_CONTROLLERS,
  component: 'replication-controller',
  countsTerminating: false,
  selectorOf: ({ spec }) => ({
    matchLabels: spec.selector as Record<string, string>,
  }),
};

export function wantedOf({ spec }: { spec: { replicas?: number } }): number {
  return spec.replicas ?? 1;
}
