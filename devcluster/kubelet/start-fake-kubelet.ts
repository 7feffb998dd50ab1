import { createEventRecorder, NO_EVENTS } from './events/event-recorder.js';
import { type ApiConnection, createApiClient } from './api-client.js';
import { createConfigurationReader } from './configuration/configuration-reader.js';
import { ImageStore } from './images/image-store.js';
import { createLimit } from './limit.js';
import { startLogServer } from './logs/log-server.js';
import { AMPLE_CAPACITY, registerNode, reportNode } from './node.js';
import { NodePressure } from './node-pressure.js';
import { Pace } from './pace.js';
import { PodRoom } from './pod-room.js';
import { watchPods } from './watch-pods.js';

export interface FakeKubeletOptions extends ApiConnection {
  /** The node's name, or with several nodes what their names begin with. */
  nodeName?: string;
  /** How many nodes to pretend; 1 when left out. */
  nodes?: number;
  /** Quantities by resource name, for each node; merged over a capacity for ten thousand pods. */
  capacity?: Record<string, string>;
  /** Multiplies every delay of the pods: starts, ends, probes, back-offs, graces, deadlines; 1 when left out. */
  timeFactor?: number;
  /** False: no Events are written. */
  events?: boolean;
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
  const limit = createLimit(PARALLEL_CALLS);
  const names = toNodeNames(
    options.nodeName ?? 'moorage-node',
    options.nodes ?? 1,
  );
  const recorder =
    options.events === false ? NO_EVENTS : createEventRecorder(client, log);
  const pressure = new NodePressure();
  const room = new PodRoom(new Set(names), pressure, {
    client,
    limit,
    pace: new Pace(options.timeFactor),
    recorder,
    images: new ImageStore(),
    read: createConfigurationReader(client, limit),
    log,
  });
  const logServer = await startLogServer((namespace, pod) =>
    room.find(namespace, pod),
  );
  const capacity = { ...AMPLE_CAPACITY, ...options.capacity };
  const nodes = names.map((name) => ({ name, port: logServer.port, capacity }));
  const stopping = new AbortController();

  async function stop(): Promise<void> {
    clearInterval(heartbeat);
    stopping.abort();
    recorder.close();
    room.close();
    await Promise.all([watching, logServer.close()]);
    await client.close();
  }

  async function beat(node: (typeof nodes)[number]): Promise<void> {
    const { name } = node;
    try {
      const { metadata } = await reportNode(client, node, pressure.of(name));
      pressure.set(name, metadata.annotations);
    } catch (error) {
      if (!stopping.signal.aborted)
        log(`a heartbeat of ${name} failed: ${String(error)}`);
    }
  }

  let watching: Promise<void> = Promise.resolve();
  const heartbeat = setInterval(() => {
    for (const node of nodes) void beat(node);
  }, HEARTBEAT_MS);
  try {
    await Promise.all(
      nodes.map(async (node) => {
        const { metadata } = await registerNode(client, node);
        pressure.set(node.name, metadata.annotations);
      }),
    );
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
