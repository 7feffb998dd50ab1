import type { ApiClient } from '../kubelet/api-client.js';
import type { ClusterObject } from './cluster-object.js';
import type { ObjectCache } from './object-cache.js';
import { type Resource, toCollectionPath } from './resource.js';

export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
}

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/** The objects of one resource: a cache to read them from, and calls that write them and tell the cache. */
export class Collection<T extends ClusterObject> {
  constructor(
    readonly resource: Resource,
    readonly cache: ObjectCache<T>,
    private readonly client: ApiClient,
    /** Resolves when the cache has everything. */
    readonly synced: Promise<void>,
  ) {}

  /** Reads the object from the API server itself. */
  read(namespace: string | undefined, name: string): Promise<T> {
    const path = this.#pathOf(namespace, name);
    return this.client.send<T>({ method: 'GET', path });
  }

  create(namespace: string | undefined, body: object): Promise<T> {
    const path = toCollectionPath(this.resource, namespace);
    return this.#write({ method: 'POST', path, body });
  }

  /** Fails with 409 when the object is not the latest one. */
  replace(object: T, subresource = ''): Promise<T> {
    const { namespace, name } = object.metadata;
    const path = this.#pathOf(namespace, name, subresource);
    return this.#write({ method: 'PUT', path, body: object });
  }

  /** A strategic merge patch; the uid keeps it away from a younger object of the same name. */
  patch(
    { metadata }: ClusterObject,
    change: { metadata?: object; [field: string]: unknown },
    subresource = '',
  ): Promise<T> {
    const { namespace, name, uid } = metadata;
    return this.#write({
      method: 'PATCH',
      path: this.#pathOf(namespace, name, subresource),
      body: { ...change, metadata: { ...change.metadata, uid } },
      contentType: STRATEGIC,
    });
  }

  /** Takes a finalizer away; fails with 409 when the object is not the latest one. */
  dropFinalizer({ metadata }: ClusterObject, finalizer: string): Promise<T> {
    const { namespace, name, uid, resourceVersion } = metadata;
    const finalizers = (metadata.finalizers ?? []).filter(
      (one) => one !== finalizer,
    );
    return this.#write({
      method: 'PATCH',
      path: this.#pathOf(namespace, name),
      body: { metadata: { uid, resourceVersion, finalizers } },
      contentType: MERGE,
    });
  }

  async remove(
    { metadata }: ClusterObject,
    options: DeleteOptions = {},
  ): Promise<void> {
    const path = this.#pathOf(metadata.namespace, metadata.name);
    await this.client.send({ method: 'DELETE', path, body: options });
  }

  async #write(call: {
    method: 'POST' | 'PUT' | 'PATCH';
    path: string;
    body: object;
    contentType?: string;
  }): Promise<T> {
    const object = await this.client.send<T>(call);
    this.cache.learn(object);
    return object;
  }

  #pathOf(
    namespace: string | undefined,
    name: string,
    subresource = '',
  ): string {
    const path = `${toCollectionPath(this.resource, namespace)}/${name}`;
    return subresource ? `${path}/${subresource}` : path;
  }
}
