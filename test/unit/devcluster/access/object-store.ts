import type { KubeObject } from '../../../../devcluster/api/kube-object.js';
import type { ObjectReader } from '../../../../devcluster/api/object-reader.js';
import {
  type ResourceName,
  toResourceText,
} from '../../../../devcluster/api/status-error.js';

/** A store as small as access needs: a list stays the same array until something of it changes. */
export class ObjectStore implements ObjectReader {
  readonly #objects = new Map<string, KubeObject[]>();
  readonly #lists = new Map<string, readonly KubeObject[]>();

  put(resource: ResourceName, object: KubeObject): void {
    const { namespace = '', name = '' } = object.metadata;
    this.remove(resource, namespace, name);
    const key = toResourceText(resource);
    this.#objects.set(key, [...(this.#objects.get(key) ?? []), object]);
  }

  remove(resource: ResourceName, namespace: string, name: string): void {
    const key = toResourceText(resource);
    const others = (this.#objects.get(key) ?? []).filter(
      ({ metadata }) =>
        metadata.name !== name || (metadata.namespace ?? '') !== namespace,
    );
    this.#objects.set(key, others);
    this.#lists.clear();
  }

  get(resource: ResourceName, namespace: string, name: string) {
    return this.list(resource).find(
      ({ metadata }) =>
        metadata.name === name && (metadata.namespace ?? '') === namespace,
    );
  }

  list(resource: ResourceName, namespace = ''): readonly KubeObject[] {
    const key = toResourceText(resource);
    const listKey = `${key} ${namespace}`;
    const list =
      this.#lists.get(listKey) ??
      (this.#objects.get(key) ?? []).filter(
        ({ metadata }) => !namespace || metadata.namespace === namespace,
      );
    this.#lists.set(listKey, list);
    return list;
  }
}
