/** The parts of a Pod that the kubelet reads, as they are on the wire. */
export interface PodObject {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    deletionTimestamp?: string;
    finalizers?: string[];
  };
  spec: {
    nodeName?: string;
    hostNetwork?: boolean;
    restartPolicy?: RestartPolicy;
    initContainers?: ContainerSpec[];
    containers: ContainerSpec[];
  };
  status?: {
    phase?: string;
    podIP?: string;
    startTime?: string;
    conditions?: PodCondition[];
  };
}

export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export interface ContainerSpec {
  name: string;
  image: string;
  /** Only on init containers: Always makes it a sidecar. */
  restartPolicy?: 'Always';
}

export interface PodCondition {
  type: string;
  status: 'True' | 'False';
  reason?: string;
  message?: string;
  lastTransitionTime: string;
  observedGeneration?: number;
}

/** Returns the time as Kubernetes writes it: RFC 3339, UTC, whole seconds. */
export function toTimestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
