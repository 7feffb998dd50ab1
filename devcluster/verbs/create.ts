import type { Answer } from '../http/answer.js';
import type { Call } from './call.js';
import { createObject } from './create-object.js';
import { decodeBody } from './decode-body.js';
import { toObjectText } from './object-text.js';
import { toWriteOptions } from './write-options.js';

/** POST on a collection. */
export async function create(call: Call): Promise<Answer> {
  const { kind, representation } = call;
  const options = toWriteOptions(call.query, call.userAgent, 'CreateOptions');
  const draft = await decodeBody(call, options);
  const object = await createObject(call, options, draft);
  return { code: 201, text: toObjectText(kind, object, representation) };
}
