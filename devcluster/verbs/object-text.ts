import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { Representation } from '../http/representation.js';
import { fullTextOf, textOf } from '../store/object-text.js';

/** An object as JSON in the form that the caller wants. */
export function toObjectText(
  kind: Kind,
  object: KubeObject,
  { as }: Representation,
): string {
  return as === 'metadata'
    ? JSON.stringify(toPartial(object))
    : fullTextOf(kind, object);
}

/** An item of a list: whole objects carry neither kind nor apiVersion there, partial ones do. */
export function toItemText(object: KubeObject, { as }: Representation): string {
  return as === 'metadata' ? JSON.stringify(toPartial(object)) : textOf(object);
}

/** The kind and apiVersion of a list. */
export function toListKind(
  kind: Kind,
  apiVersion: string,
  { as }: Representation,
): { kind: string; apiVersion: string } {
  return as === 'metadata'
    ? { kind: 'PartialObjectMetadataList', apiVersion: PARTIAL_VERSION }
    : { kind: `${kind.kind}List`, apiVersion };
}

const PARTIAL_VERSION = 'meta.k8s.io/v1';

function toPartial({ metadata }: KubeObject): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: PARTIAL_VERSION,
    metadata,
  };
}
