import type { KubeObject } from '../api/kube-object.js';
import type { ObjectReader } from '../api/object-reader.js';
import type { ResourceName } from '../api/status-error.js';
import { Collection } from './collection.js';

const HISTORY_LENGTH = 20_000;

/** All objects in memory under one revision counter. Every call is synchronous: what is read and written in one turn of the
 * event loop is one transaction. */
export class Store implements ObjectReader {
  readonly #collections = new Map<string, Collection>();
  #revision = 1;
  #compacted = 0;

  constructor(private readonly historyLength = HISTORY_LENGTH) {}

  /** The revision of the last write. */
  get revision(): number {
    return this.#revision;
  }

  collection({ group, plural }: ResourceName): Collection {
    const key = `${plural}.${group}`;
    let collection = this.#collections.get(key);
    if (!collection) {
      collection = new Collection(this.historyLength);
      collection.history.compact(this.#compacted);
      this.#collections.set(key, collection);
    }
    return collection;
  }

  get(
    resource: ResourceName,
    namespace: string,
    name: string,
  ): KubeObject | undefined {
    return this.collection(resource).get(namespace, name);
  }

  list(resource: ResourceName, namespace?: string): readonly KubeObject[] {
    return this.collection(resource).list(namespace);
  }

  /** Stores a draft, new or in place of what has its name, and returns it with its new revision. The draft is the store's
   * from then on. */
  put(resource: ResourceName, draft: KubeObject): KubeObject {
    const { namespace = '', name = '' } = draft.metadata;
    const before = this.get(resource, namespace, name);
    this.#commit(resource, draft, before ? 'MODIFIED' : 'ADDED', before);
    return draft;
  }

  /** Removes an object and returns its last state with the revision of the deletion. */
  remove(resource: ResourceName, object: KubeObject): KubeObject {
    const last = { ...object, metadata: { ...object.metadata } };
    this.#commit(resource, last, 'DELETED', object);
    return last;
  }

  /** Forgets the history of everything, as a compaction of etcd does. */
  compact(): void {
    this.#compacted = this.#revision;
    for (const { history } of this.#collections.values())
      history.compact(this.#revision);
  }

  #commit(
    resource: ResourceName,
    object: KubeObject,
    type: 'ADDED' | 'MODIFIED' | 'DELETED',
    before: KubeObject | undefined,
  ): void {
    this.#revision += 1;
    object.metadata.resourceVersion = String(this.#revision);
    const { namespace = '', name = '' } = object.metadata;
    this.collection(resource).commit({
      revision: this.#revision,
      type,
      namespace,
      name,
      object,
      ...(before && { before }),
    });
  }
}
