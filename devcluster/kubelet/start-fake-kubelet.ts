import { type ApiConnection, createApiClient } from './api-client.js';
import { createLimit } from './limit.js';
import { startLogServer } from './log-server.js';
import { AMPLE_CAPACITY, registerNode, reportNode } from './node.js';
import { PodRoom } from './pod-room.js';
import { watchPods } from './watch-pods.js';

export interface FakeKubeletOptions extends ApiConnection {
  /** The node's name, or with several nodes what their names begin with. */
  nodeName?: string;
  /** How many nodes to pretend; 1 when left out. */
  nodes?: number;
  /** Quantities by resource name, for each node; merged over a capacity for ten thousand pods. */
  capacity?: Record<string, string>;
  log?: (message: string) => void;
}

const HEARTBEAT_MS = 10_000;
const PARALLEL_CALLS = 32;

/**
 * Pretends nodes and runs the pods placed on them, as an ordinary client of the API server.
 * Resolves when the nodes are reported Ready; rejects when the API server refuses them. stop() leaves the nodes behind.
 */
export async function startFakeKubelet(
  options: FakeKubeletOptions,
): Promise<{ stop(): Promise<void> }> {
  const log = options.log ?? (() => undefined);
  const client = createApiClient(options, PARALLEL_CALLS * 2);
  const names = toNodeNames(
    options.nodeName ?? 'moorage-node',
    options.nodes ?? 1,
  );
  const room = new PodRoom(new Set(names), {
    client,
    limit: createLimit(PARALLEL_CALLS),
    log,
  });
  const logServer = await startLogServer((namespace, pod, container) =>
    room.findContainer(namespace, pod, container),
  );
  const capacity = { ...AMPLE_CAPACITY, ...options.capacity };
  const nodes = names.map((name) => ({ name, port: logServer.port, capacity }));
  const stopping = new AbortController();

  async function stop(): Promise<void> {
    clearInterval(heartbeat);
    stopping.abort();
    room.close();
    await Promise.all([watching, logServer.close()]);
    await client.close();
  }

  let watching: Promise<void> = Promise.resolve();
  const heartbeat = setInterval(() => {
    for (const node of nodes)
      reportNode(client, node).catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log(`a heartbeat of ${node.name} failed: ${String(error)}`);
      });
  }, HEARTBEAT_MS);
  try {
    await Promise.all(nodes.map((node) => registerNode(client, node)));
  } catch (error) {
    await stop();
    throw error;
  }
  watching = watchPods(client, room, stopping.signal, log);
  return { stop };
}

function toNodeNames(name: string, count: number): string[] {
  if (count === 1) return [name];
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}
