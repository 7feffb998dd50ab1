import type { ResourceNeeds } from '../admission/pod-object.js';
import { type ClusterObject, isBeingDeleted } from './cluster-object.js';

/** The parts of a Pod that controllers read. */
export interface Pod extends ClusterObject {
  spec: PodSpec;
  status: PodStatus;
}

export interface PodSpec {
  nodeName?: string;
  schedulerName?: string;
  schedulingGates?: object[];
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  hostname?: string;
  subdomain?: string;
  containers: PodContainer[];
  initContainers?: PodContainer[];
}

export interface PodContainer {
  name: string;
  /** Only on init containers: Always makes it a sidecar. */
  restartPolicy?: string;
  resources?: ResourceNeeds;
  ports?: ContainerPort[];
}

interface ContainerPort {
  name?: string;
  containerPort: number;
  hostPort?: number;
  protocol?: string;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

export interface PodStatus {
  phase?: string;
  podIP?: string;
  podIPs?: { ip: string }[];
  conditions?: PodCondition[];
  containerStatuses?: { restartCount: number }[];
}

export interface PodCondition {
  type: string;
  status: string;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

/** A pod of a workload, as it is to be made. */
export interface PodTemplate {
  metadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  spec: PodSpec;
}

function readyConditionOf({ status }: Pod): PodCondition | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready');
}

export function isReady(pod: Pod): boolean {
  return readyConditionOf(pod)?.status === 'True';
}

/** When the pod became ready, or not ready; 0 when it never was either. */
export function readyChangeOf(pod: Pod): number {
  return Date.parse(readyConditionOf(pod)?.lastTransitionTime ?? '') || 0;
}

/** Whether the pod has come to its end by itself. */
export function isOver({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

export function isActive(pod: Pod): boolean {
  return !isOver(pod) && !isBeingDeleted(pod);
}
