import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { deleteObject } from './delete.js';
import { toDeleteOptions } from './delete-options.js';
import { toObjectTest } from './list.js';
import { toListOptions } from './list-options.js';
import { toListText } from './object-text.js';
import { fromStored, storedAs } from './view.js';

/** DELETE of what a collection's selectors match; answers the list of it as it was. */
export async function deleteCollection(call: Call): Promise<Answer> {
  const { plane, kind, target, query, representation } = call;
  const test = toObjectTest(kind, toListOptions(query));
  const options = await toDeleteOptions(call);
  const { revision } = plane.store;
  const chosen = plane.store
    .list(storedAs(kind), target.namespace)
    .filter(test);
  for (const stored of chosen) {
    const target = { ...call.target, name: stored.metadata.name ?? '' };
    deleteObject({ ...call, target }, stored, options);
  }
  const objects = chosen.map((stored) => fromStored(kind, stored));
  const metadata = { resourceVersion: String(revision) };
  return {
    code: 200,
    text: toListText(kind, objects, metadata, representation),
  };
}
