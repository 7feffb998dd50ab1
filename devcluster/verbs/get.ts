import type { KubeObject } from '../api/kube-object.js';
import { notFound, StatusError } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { toObjectText } from './object-text.js';
import { toRevision, waitForRevision } from './revision.js';
import { fromStored, storedAs } from './view.js';

/** GET of one object. */
export async function get(call: Call): Promise<Answer> {
  const { plane, kind, query, representation } = call;
  const revision = readRevision(query.get('resourceVersion') ?? '');
  if (revision !== undefined) await waitForRevision(plane.store, revision);
  const object = fromStored(kind, findStored(call));
  return { code: 200, text: toObjectText(kind, object, representation) };
}

/** The stored object that the path names. Throws the Status of a missing one. */
export function findStored({ plane, kind, target }: Call): KubeObject {
  const namespace = kind.namespaced ? target.namespace : '';
  const stored = plane.store.get(storedAs(kind), namespace, target.name);
  if (!stored) throw notFound(kind, target.name);
  return stored;
}

function readRevision(text: string): number | undefined {
  try {
    return toRevision(text);
  } catch (error) {
    throw new StatusError(500, undefined, (error as Error).message);
  }
}
