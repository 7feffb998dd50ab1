import type { KubeObject } from '../api/kube-object.js';

/** The version of tables and of metadata alone. */
export const META_VERSION = 'meta.k8s.io/v1';

/** An object without all but its metadata. */
export function toPartial({ metadata }: KubeObject): object {
  return { kind: 'PartialObjectMetadata', apiVersion: META_VERSION, metadata };
}
