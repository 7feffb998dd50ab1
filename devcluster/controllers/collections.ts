import type { ApiClient } from '../kubelet/api-client.js';
import type { ClusterObject } from './cluster-object.js';
import { Collection } from './collection.js';
import { runInformer } from './informer.js';
import { ObjectCache } from './object-cache.js';
import { type Resource, toResourceKey } from './resource.js';

/** The collections that all controllers share: one list and one watch for each resource, from when it is asked for first. */
export class Collections {
  readonly #known = new Map<string, Collection<ClusterObject>>();
  readonly #running: Promise<void>[] = [];
  readonly #emptyListeners: ((namespace: string) => void)[] = [];
  readonly #sizes = new Map<string, number>();

  constructor(
    private readonly client: ApiClient,
    private readonly signal: AbortSignal,
    private readonly log: (message: string) => void,
  ) {}

  of<T extends ClusterObject>(resource: Resource): Collection<T> {
    const key = toResourceKey(resource);
    let collection = this.#known.get(key);
    if (!collection) {
      collection = this.#open(resource);
      this.#known.set(key, collection);
    }
    // The resource says what its objects are.
    return collection as unknown as Collection<T>;
  }

  /** Calls the listener with a namespace whose last object is gone from all collections, also those that are opened later. */
  onEmpty(listener: (namespace: string) => void): void {
    this.#emptyListeners.push(listener);
  }

  /** Resolves after the abort of the signal, when nothing is read any more. */
  async ended(): Promise<void> {
    await Promise.all(this.#running);
  }

  #open(resource: Resource): Collection<ClusterObject> {
    const { client, signal, log } = this;
    const cache = new ObjectCache<ClusterObject>();
    cache.onChange((now, before) => {
      if (!before && now) this.#count(now, 1);
      if (before && !now) this.#count(before, -1);
    });
    const synced = new Promise<void>((onSynced) => {
      this.#running.push(
        runInformer({ client, resource, cache, signal, log, onSynced }),
      );
    });
    return new Collection(resource, cache, client, synced);
  }

  #count({ metadata: { namespace } }: ClusterObject, change: 1 | -1): void {
    if (namespace === undefined) return;
    const size = (this.#sizes.get(namespace) ?? 0) + change;
    if (size > 0) {
      this.#sizes.set(namespace, size);
      return;
    }
    this.#sizes.delete(namespace);
    for (const listener of this.#emptyListeners) listener(namespace);
  }
}
