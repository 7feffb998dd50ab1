import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { createObject } from './create-object.js';
import { decodeBody } from './decode-body.js';
import { toObjectText } from './object-text.js';
import { updateObject } from './update-object.js';
import { storedAs } from './view.js';
import { toWriteOptions } from './write-options.js';

/** PUT of an object, or of its status. */
export async function replace(call: Call): Promise<Answer> {
  const { plane, kind, target, representation } = call;
  const options = toWriteOptions(call.query, call.userAgent, 'UpdateOptions');
  const draft = await decodeBody(call, options);
  const namespace = kind.namespaced ? target.namespace : '';
  const isNew =
    kind.createsOnUpdate &&
    !target.subresource &&
    !plane.store.get(storedAs(kind), namespace, target.name);
  const object = isNew
    ? await createObject(call, options, draft)
    : updateObject(call, options, draft);
  return {
    code: isNew ? 201 : 200,
    text: toObjectText(kind, object, representation),
  };
}
