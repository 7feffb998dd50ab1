import type { ClusterObject } from './cluster-object.js';

export interface Namespace extends ClusterObject {
  spec: { finalizers?: string[] };
  status: { phase?: string; conditions?: NamespaceCondition[] };
}

export interface NamespaceCondition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastTransitionTime?: string;
}
