import { type ApiClient, ApiStatusError } from './api-client.js';
import { toTimestamp } from './pod-object.js';

export interface NodeOptions {
  name: string;
  /** Where the kubelet's HTTPS server listens. */
  port: number;
  /** Quantities by resource name. */
  capacity: Record<string, string>;
}

/** Enough for ten thousand pods on one node. */
export const AMPLE_CAPACITY = {
  cpu: '20000',
  memory: '80Ti',
  pods: '20000',
  'ephemeral-storage': '80Ti',
};

/** Creates the Node, unless it is there already, and reports it Ready. */
export async function registerNode(
  client: ApiClient,
  options: NodeOptions,
): Promise<void> {
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
  await reportNode(client, options);
}

/** Reports the Node's status; done every few seconds, it keeps the node controller from calling the node silent. */
export async function reportNode(
  client: ApiClient,
  options: NodeOptions,
): Promise<void> {
  await client.send({
    method: 'PATCH',
    path: `/api/v1/nodes/${options.name}/status`,
    contentType: 'application/strategic-merge-patch+json',
    body: { status: toNodeStatus(options, toTimestamp(new Date())) },
  });
}

function toNodeStatus(options: NodeOptions, now: string): object {
  const { name, port, capacity } = options;
  const isFine = (type: string) => ({
    type,
    status: type === 'Ready' ? 'True' : 'False',
    reason: type === 'Ready' ? 'KubeletReady' : `KubeletHasNo${type}`,
    message: 'the pretended kubelet is fine',
    lastHeartbeatTime: now,
  });
  return {
    capacity,
    allocatable: capacity,
    addresses: [
      { type: 'InternalIP', address: '127.0.0.1' },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
    conditions: ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'].map(
      isFine,
    ),
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
