import type { KubeObject } from '../api/kube-object.js';
import { notFound } from '../api/status-error.js';
import { toTimestamp } from '../api/timestamp.js';
import type { Answer } from '../http/answer.js';
import { applyObject } from '../patch/apply-object.js';
import type { Call } from './call.js';
import { createObject } from './create-object.js';
import { withoutType } from './decode-body.js';
import { toObjectText } from './object-text.js';
import { setManagedFields } from './ownership.js';
import { updateObject } from './update-object.js';
import { fromStored, storedAs } from './view.js';
import type { WriteOptions } from './write-options.js';

/** PATCH with a configuration: merges what the caller wants to own into the object, or makes it. */
export async function apply(
  call: Call,
  options: WriteOptions,
): Promise<Answer> {
  const { plane, kind, target, representation } = call;
  const text = (await call.readBody()).toString();
  const stored = plane.store.get(
    storedAs(kind),
    kind.namespaced ? target.namespace : '',
    target.name,
  );
  if (!stored && target.subresource) throw notFound(kind, target.name);
  const { object: applied, warnings } = applyObject({
    ...options,
    text,
    kind,
    ...(stored && { live: fromStored(kind, stored) }),
    subresource: target.subresource,
    time: toTimestamp(new Date()),
  });
  for (const warning of warnings) call.warn(warning);
  const draft = toOwnDraft(applied);
  const { managedFields } = draft.metadata;
  const own = (_call: Call, _options: WriteOptions, made: KubeObject) =>
    setManagedFields(made, managedFields);
  const object = stored
    ? updateObject(call, options, draft, own)
    : await createObject(call, options, draft, own);
  return {
    code: stored ? 200 : 201,
    text: toObjectText(kind, object, representation),
  };
}

/** What did not change is shared with the stored object, which a draft must not touch. */
function toOwnDraft(applied: KubeObject): KubeObject {
  return JSON.parse(JSON.stringify(withoutType({ ...applied }))) as KubeObject;
}
