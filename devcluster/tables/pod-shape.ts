import type { KubeObject } from '../api/kube-object.js';

/** What the table of pods reads of a pod. */
export interface Pod extends KubeObject {
  spec?: {
    nodeName?: string;
    containers?: readonly object[];
    initContainers?: readonly InitContainer[];
    readinessGates?: readonly { conditionType: string }[];
  };
  status?: {
    phase?: string;
    reason?: string;
    podIPs?: readonly { ip?: string }[];
    nominatedNodeName?: string;
    conditions?: readonly Condition[];
    initContainerStatuses?: readonly ContainerStatus[];
    containerStatuses?: readonly ContainerStatus[];
  };
}

interface InitContainer {
  name: string;
  restartPolicy?: string;
}

interface Condition {
  type: string;
  status: string;
  reason?: string;
}

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string };
    running?: object;
    terminated?: Terminated;
  };
  lastState?: { terminated?: { finishedAt?: string | null } };
}

export interface Terminated {
  exitCode?: number;
  signal?: number;
  reason?: string;
}

/** Whether a condition of the pod is true. */
export function isTrue({ status }: Pod, type: string): boolean {
  return (
    status?.conditions?.find((one) => one.type === type)?.status === 'True'
  );
}
