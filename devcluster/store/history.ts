import type { KubeObject } from '../api/kube-object.js';

/** One write of one resource, with what was there before. */
export interface StoreEvent {
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  namespace: string;
  name: string;
  /** After the write; on DELETED the last state with the revision of the deletion. */
  object: KubeObject;
  before?: KubeObject;
}

/** The last writes of one resource, oldest first. What is older is forgotten, and readers are told so. */
export class History {
  #events: StoreEvent[] = [];
  #forgotten = 0;

  constructor(private readonly most: number) {}

  /** Everything up to this revision is forgotten; a reader must know a later one, or this very one. */
  get forgottenUpTo(): number {
    return this.#forgotten;
  }

  add(event: StoreEvent): void {
    this.#events.push(event);
    // Cutting half a window at once keeps adding cheap.
    if (this.#events.length > this.most * 1.5)
      this.#forget(this.#events.length - this.most);
  }

  /** The events after a revision; undefined when some of them are forgotten. */
  after(revision: number): readonly StoreEvent[] | undefined {
    if (revision < this.#forgotten) return undefined;
    return this.#events.slice(this.#indexAfter(revision));
  }

  /** Forgets everything up to the revision, as a compaction does. */
  compact(revision: number): void {
    this.#forget(this.#indexAfter(revision));
    this.#forgotten = Math.max(this.#forgotten, revision);
  }

  #forget(count: number): void {
    const last = this.#events[count - 1];
    if (!last) return;
    this.#forgotten = last.revision;
    this.#events = this.#events.slice(count);
  }

  #indexAfter(revision: number): number {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#events[middle]?.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
