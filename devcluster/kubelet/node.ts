import { toTimestamp } from '../api/timestamp.js';
import { type ApiClient, ApiStatusError } from './api-client.js';

export interface NodeOptions {
  name: string;
  /** Where the kubelet's HTTPS server listens. */
  port: number;
  /** Quantities by resource name. */
  capacity: Record<string, string>;
}

/** What is read of a Node. */
export interface NodeObject {
  metadata: { annotations?: Record<string, string> };
}

/** Enough for ten thousand pods on one node. */
export const AMPLE_CAPACITY = {
  cpu: '20000',
  memory: '80Ti',
  pods: '20000',
  'ephemeral-storage': '80Ti',
};

/** Reasons and messages of pkg/kubelet/nodestatus/setters.go: when all is well, and under pressure. */
const CONDITIONS = {
  MemoryPressure: [
    ['KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    [
      'KubeletHasInsufficientMemory',
      'kubelet has insufficient memory available',
    ],
  ],
  DiskPressure: [
    ['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ['KubeletHasDiskPressure', 'kubelet has disk pressure'],
  ],
  PIDPressure: [
    ['KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    ['KubeletHasInsufficientPID', 'kubelet has insufficient PID available'],
  ],
} as const;

/** Creates the Node, unless it is there already, and reports it Ready. Returns the Node. */
export async function registerNode(
  client: ApiClient,
  options: NodeOptions,
): Promise<NodeObject> {
  const { name } = options;
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
  };
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name, labels } };
  try {
    await client.send({ method: 'POST', path: '/api/v1/nodes', body: node });
  } catch (error) {
    if (!(error instanceof ApiStatusError && error.status === 409)) throw error;
  }
  return reportNode(client, options);
}

/** Reports the Node's status and returns the Node; done every few seconds, it keeps the node controller from calling the node
 * silent. */
export async function reportNode(
  client: ApiClient,
  options: NodeOptions,
  pressure: readonly string[] = [],
): Promise<NodeObject> {
  return client.send<NodeObject>({
    method: 'PATCH',
    path: `/api/v1/nodes/${options.name}/status`,
    contentType: 'application/strategic-merge-patch+json',
    body: { status: toNodeStatus(options, pressure, toTimestamp(new Date())) },
  });
}

function toNodeStatus(
  options: NodeOptions,
  pressure: readonly string[],
  now: string,
): object {
  const { name, port, capacity } = options;
  const pressures = Object.entries(CONDITIONS).map(([type, [well, bad]]) => {
    const isPressed = pressure.includes(type);
    const [reason, message] = isPressed ? bad : well;
    const status = isPressed ? 'True' : 'False';
    return { type, status, reason, message, lastHeartbeatTime: now };
  });
  return {
    capacity,
    allocatable: capacity,
    addresses: [
      { type: 'InternalIP', address: '127.0.0.1' },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
    conditions: [
      ...pressures,
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastHeartbeatTime: now,
      },
    ],
    nodeInfo: {
      kubeletVersion: 'v0.0.0-pretended',
      containerRuntimeVersion: 'pretended://0.0.0',
      osImage: 'pretended',
      kernelVersion: 'pretended',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  };
}
