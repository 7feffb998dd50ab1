import { isBeingDeleted } from './cluster-object.js';
import type { Collections } from './collections.js';
import type { Namespace } from './namespace.js';
import { NAMESPACES } from './resource.js';

/** Tells whether a namespace is on its way out: then nothing in it is worth a controller's work, and nothing can be made. */
export function watchEndingNamespaces(collections: Collections) {
  const { cache, synced } = collections.of<Namespace>(NAMESPACES);
  return {
    synced,
    has(this: void, namespace: string | undefined): boolean {
      const found = cache.get(undefined, namespace ?? '');
      return found !== undefined && isBeingDeleted(found);
    },
  };
}
