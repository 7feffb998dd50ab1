import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import type { ResourceName } from '../api/status-error.js';

const views = new WeakMap<KubeObject, KubeObject>();

/** The resource under which objects of a kind are stored: its own, unless it is a view of another. */
export function storedAs(kind: Kind): ResourceName {
  return kind.view?.of ?? kind;
}

/** A stored object as its kind shows it. The same for the same stored object. */
export function fromStored(kind: Kind, stored: KubeObject): KubeObject {
  if (!kind.view) return stored;
  let view = views.get(stored);
  if (!view) {
    view = kind.view.fromStored(stored);
    views.set(stored, view);
  }
  return view;
}

/** A draft of a kind as it is stored. */
export function toStored(kind: Kind, draft: KubeObject): KubeObject {
  return kind.view ? kind.view.toStored(draft) : draft;
}
