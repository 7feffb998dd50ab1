import type { ClusterObject } from './cluster-object.js';

export interface Node extends ClusterObject {
  spec: { unschedulable?: boolean; taints?: Taint[] };
  status: {
    allocatable?: Record<string, string>;
    conditions?: { type: string; status: string }[];
  };
}

export interface Taint {
  key: string;
  value?: string;
  effect: string;
}

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
