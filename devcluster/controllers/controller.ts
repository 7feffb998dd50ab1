import type { ApiClient } from '../kubelet/api-client.js';
import type { Collections } from './collections.js';
import type { EventWriter } from './event-writer.js';

/** What every controller is given. */
export interface ControllerContext {
  client: ApiClient;
  collections: Collections;
  events: EventWriter;
  /** The certificate authority of the API server in PEM. */
  ca: string;
  /** Aborted when the controllers are to stop. */
  signal: AbortSignal;
  log: (message: string) => void;
}

/** Starts a controller, which works until the signal of the context aborts. */
export type Controller = (context: ControllerContext) => void;

/** Calls `start` when all collections are known. */
export function startWhenSynced(
  collections: readonly { synced: Promise<void> }[],
  start: () => void,
): void {
  void Promise.all(collections.map(({ synced }) => synced)).then(start);
}
