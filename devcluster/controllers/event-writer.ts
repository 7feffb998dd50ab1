import type { ApiClient } from '../kubelet/api-client.js';
import { isRefusedWith } from './status-answer.js';

export interface EventWrite {
  /** The path of the collection. */
  collection: string;
  name: string;
  /** The whole event. */
  body: object;
  /** What to change of it; missing when it is new. */
  change?: object;
}

const PARALLEL = 4;

/** Writes events beside the other work, in their order. Several changes of one that still waits become one write. */
export class EventWriter {
  readonly #waiting = new Map<string, EventWrite>();
  readonly #writing = new Set<string>();

  constructor(
    private readonly client: ApiClient,
    private readonly signal: AbortSignal,
    private readonly log: (message: string) => void,
  ) {}

  write(event: EventWrite): void {
    const path = `${event.collection}/${event.name}`;
    const waiting = this.#waiting.get(path);
    this.#waiting.set(
      path,
      waiting && !waiting.change ? { ...waiting, body: event.body } : event,
    );
    this.#pump();
  }

  #pump(): void {
    for (const [path, event] of this.#waiting) {
      if (this.#writing.size >= PARALLEL || this.signal.aborted) return;
      if (this.#writing.has(path)) continue;
      this.#waiting.delete(path);
      this.#writing.add(path);
      void this.#send(path, event);
    }
  }

  async #send(path: string, event: EventWrite): Promise<void> {
    try {
      await this.#attempt(path, event);
    } catch (error) {
      // In a namespace that goes nobody reads events any more.
      if (!this.signal.aborted && !isRefusedWith(error, 403))
        this.log(`an event was lost: ${String(error)}`);
    } finally {
      this.#writing.delete(path);
      this.#pump();
    }
  }

  async #attempt(path: string, event: EventWrite): Promise<void> {
    const { collection, body, change } = event;
    const create = () =>
      this.client.send({ method: 'POST', path: collection, body });
    if (!change) {
      await create();
      return;
    }
    try {
      await this.client.send({
        method: 'PATCH',
        path,
        contentType: 'application/strategic-merge-patch+json',
        body: change,
      });
    } catch (error) {
      // Events live for an hour only.
      if (!isRefusedWith(error, 404)) throw error;
      await create();
    }
  }
}
