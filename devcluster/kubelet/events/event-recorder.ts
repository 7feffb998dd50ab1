import { toTimestamp } from '../../api/timestamp.js';
import { type ApiClient, ApiStatusError } from '../api-client.js';
import type { PodObject } from '../pod-object.js';
import { EventCorrelator } from './event-correlator.js';
import { type Happening, toEvent } from './event-object.js';
import { EventQueue, type QueuedEvent } from './event-queue.js';
import { TokenBucket } from './token-bucket.js';

/** Writes what happens to pods as Events, when there is time for it. */
export interface EventRecorder {
  record(pod: PodObject, happening: Happening): void;
  close(): void;
}

export const NO_EVENTS: EventRecorder = {
  record: () => undefined,
  close: () => undefined,
};

// Four kubelets' worth (eventRecordQPS 50, eventBurst 100): one of these nodes stands for many.
const PER_SECOND = 200;
const BURST = 400;
const PARALLEL = 4;
const TRIES = 3;

/** Returns a recorder that never holds up the pods: what comes too fast waits, and ordinary events beyond that are lost. */
export function createEventRecorder(
  client: ApiClient,
  log: (message: string) => void,
): EventRecorder {
  const correlator = new EventCorrelator();
  const queue = new EventQueue();
  const bucket = new TokenBucket(PER_SECOND, BURST);
  let writing = 0;
  let count = 0n;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function record(pod: PodObject, happening: Happening): void {
    const now = new Date();
    count += 1n;
    const nanos = BigInt(now.getTime()) * 1_000_000n + (count % 1_000_000n);
    const event = correlator.correlate(
      toEvent(pod, happening, toTimestamp(now), nanos),
    );
    if (!event) return;
    queue.add({ event, isNew: event.count === 1, tries: 0 });
    pump();
  }

  function pump(): void {
    clearTimeout(timer);
    while (!isClosed && writing < PARALLEL && !queue.isEmpty) {
      if (!bucket.take()) {
        timer = setTimeout(pump, bucket.waitMs + 1);
        return;
      }
      const queued = queue.take();
      if (queued) void write(queued);
    }
  }

  async function write(queued: QueuedEvent): Promise<void> {
    writing += 1;
    try {
      await send(client, queued);
    } catch (error) {
      if (!isClosed) giveUpOrRetry(queued, error);
    } finally {
      writing -= 1;
      pump();
    }
  }

  function giveUpOrRetry(queued: QueuedEvent, error: unknown): void {
    const status = error instanceof ApiStatusError ? error.status : 0;
    // The namespace goes, or the pod's is gone: nobody is left to read it.
    if (status === 403 || status === 404) return;
    const isPassing = status === 0 || status === 429 || status >= 500;
    if (isPassing && queued.tries + 1 < TRIES)
      queue.add({ ...queued, tries: queued.tries + 1 });
    else log(`an event was lost: ${String(error)}`);
  }

  return {
    record,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

async function send(
  client: ApiClient,
  { event, isNew }: QueuedEvent,
): Promise<void> {
  const { name, namespace } = event.metadata;
  const path = `/api/v1/namespaces/${namespace}/events`;
  const create = () => client.send({ method: 'POST', path, body: event });
  if (isNew) {
    await create();
    return;
  }
  const { count, lastTimestamp, message } = event;
  try {
    await client.send({
      method: 'PATCH',
      path: `${path}/${name}`,
      contentType: 'application/strategic-merge-patch+json',
      body: { count, lastTimestamp, message },
    });
  } catch (error) {
    // Events live for an hour only.
    if (!(error instanceof ApiStatusError && error.status === 404)) throw error;
    await create();
  }
}
