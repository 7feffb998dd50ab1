import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import type { ApiConnection } from './kubelet/api-client.js';

/** What the thread tells. */
export type ClientMessage = 'ready' | { log: string } | { failed: string };

/** Controllers, scheduler and kubelet, which work beside the API server and not in its turn. */
export interface Clients {
  /** Resolves when the node is ready and pods can be made; rejects when the API server refuses them. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the clients in a thread. */
export function startClients(
  connection: ApiConnection,
  log: (message: string) => void,
): Clients {
  const worker = new Worker(new URL('./client-thread.js', import.meta.url), {
    workerData: connection,
  });
  const exited = once(worker, 'exit');
  const ready = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: ClientMessage) => {
      if (message === 'ready') resolve();
      else if ('log' in message) log(message.log);
      else reject(new Error(message.failed));
    });
    worker.once('error', reject);
  });
  return {
    ready,
    async stop() {
      worker.postMessage('stop');
      await exited;
    },
  };
}
