import type { OwnerReference } from '../api/kube-object.js';
import type { ClusterObject } from './cluster-object.js';
import { apiVersionOf, type Resource } from './resource.js';

/** The reference by which a dependent names the controller that manages it. */
export function toControllerReference(
  { metadata }: ClusterObject,
  resource: Resource,
): OwnerReference {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    name: metadata.name,
    uid: metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The change that takes an owner away from a dependent. */
export function withoutOwner(uid: string): object {
  return { ownerReferences: [{ $patch: 'delete', uid }] };
}
