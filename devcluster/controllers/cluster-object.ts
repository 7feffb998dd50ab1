import type { ObjectMeta, OwnerReference } from '../api/kube-object.js';

/** An object as the API server shows it: what it always fills in is there. */
export interface ClusterObject {
  metadata: ClusterMeta;
}

export interface ClusterMeta extends ObjectMeta {
  name: string;
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
}

/** namespace/name, the key of work and of caches; what is in no namespace begins with the slash. */
export function keyOf({ metadata }: ClusterObject): string {
  return toKey(metadata.namespace, metadata.name);
}

export function toKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** The namespace and the name of a key. */
export function fromKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}

/** The reference to the controller that manages the object. */
export function controllerOf({
  metadata,
}: ClusterObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}

export function isBeingDeleted({ metadata }: ClusterObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Oldest first, and by name where the second of the creation is the same. */
export function byAge(a: ClusterObject, b: ClusterObject): number {
  const [one, other] = [a.metadata, b.metadata];
  return (
    Date.parse(one.creationTimestamp) - Date.parse(other.creationTimestamp) ||
    (one.name < other.name ? -1 : 1)
  );
}
