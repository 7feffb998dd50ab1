import { createApiPlane } from './api-plane.js';
import { startApiServer } from './http/api-server.js';
import type { Identity } from './identity-folder.js';
import { startClients } from './start-clients.js';

export interface DevClusterOptions {
  identity: Identity;
  /** 0 takes a free one. */
  port: number;
  /** Told what goes wrong inside; nothing is told otherwise. */
  log(this: void, message: string): void;
}

/** A whole small cluster in this process: API server, controllers, scheduler and a kubelet that pretends. */
export interface DevCluster {
  /** https://127.0.0.1:PORT */
  url: string;
  close(): Promise<void>;
}

const BOOKMARK_INTERVAL_MS = 60_000;

/** Starts everything; resolves when the node is ready and pods can be made. */
export async function startDevCluster(
  options: DevClusterOptions,
): Promise<DevCluster> {
  const { log, port } = options;
  const { certificates, people } = options.identity;
  const { handle } = createApiPlane({
    people,
    bookmarkInterval: BOOKMARK_INTERVAL_MS,
    watchList: true,
    log,
  });
  const server = await startApiServer(certificates, port, handle);
  const { ca } = certificates;
  const token = people[0]?.token ?? '';
  const clients = startClients({ server: server.url, ca, token }, log);
  await clients.ready;
  return {
    url: server.url,
    async close() {
      await clients.stop();
      await server.close();
    },
  };
}
