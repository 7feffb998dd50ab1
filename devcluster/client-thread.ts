import { parentPort, workerData } from 'node:worker_threads';

import { startControllers } from './controllers/start-controllers.js';
import type { ApiConnection } from './kubelet/api-client.js';
import { startFakeKubelet } from './kubelet/start-fake-kubelet.js';
import type { ClientMessage } from './start-clients.js';

/** The clients of the dev cluster's API, in a thread of their own: controllers, scheduler and kubelet. */
const connection = workerData as ApiConnection;
const tell = (message: ClientMessage) => parentPort?.postMessage(message);
const log = (text: string) => tell({ log: text });

const controllers = startControllers({ ...connection, log });
const kubelet = startFakeKubelet({ ...connection, log });
kubelet.then(
  () => tell('ready'),
  (error: unknown) => tell({ failed: String(error) }),
);

parentPort?.once('message', () => {
  void stop();
});

async function stop(): Promise<void> {
  await (await kubelet).stop();
  await controllers.stop();
  parentPort?.close();
}
