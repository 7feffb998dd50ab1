import { type Kind, toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';

const texts = new WeakMap<KubeObject, string>();

/** The stored object as JSON, without kind and apiVersion, as the items of a list are. Made once for each version. */
export function textOf(object: KubeObject): string {
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    texts.set(object, text);
  }
  return text;
}

/** The object as JSON with its kind and apiVersion, as it is answered alone and in a watch. */
export function fullTextOf(kind: Kind, object: KubeObject): string {
  return `{"kind":"${kind.kind}","apiVersion":"${toApiVersion(kind)}",${textOf(object).slice(1)}`;
}

/** A copy of a stored object that may be changed. */
export function toDraft(object: KubeObject): KubeObject {
  return JSON.parse(textOf(object)) as KubeObject;
}
