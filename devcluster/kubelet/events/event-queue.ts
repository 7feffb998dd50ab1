import type { EventObject } from './event-object.js';

// As many as client-go queues before it drops events.
const MOST_NORMAL = 1000;
const MOST_WARNINGS = 4000;

export interface QueuedEvent {
  event: EventObject;
  /** Nothing was written under this name yet. */
  isNew: boolean;
  tries: number;
}

/** Events that wait to be written: warnings first, several of one series as one, and of ordinary ones only so many. */
export class EventQueue {
  readonly #normal = new Map<string, QueuedEvent>();
  readonly #warnings = new Map<string, QueuedEvent>();

  add(queued: QueuedEvent): void {
    const isWarning = queued.event.type === 'Warning';
    const queue = isWarning ? this.#warnings : this.#normal;
    const { name, namespace } = queued.event.metadata;
    const key = `${namespace}/${name}`;
    const waiting = queue.get(key);
    if (waiting) {
      waiting.event = queued.event;
      waiting.isNew ||= queued.isNew;
    } else if (queue.size < (isWarning ? MOST_WARNINGS : MOST_NORMAL))
      queue.set(key, queued);
  }

  take(): QueuedEvent | undefined {
    for (const queue of [this.#warnings, this.#normal])
      for (const [key, queued] of queue) {
        queue.delete(key);
        return queued;
      }
    return undefined;
  }

  get isEmpty(): boolean {
    return this.#warnings.size + this.#normal.size === 0;
  }
}
