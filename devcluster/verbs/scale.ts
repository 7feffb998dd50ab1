import type { Kind } from '../api/kind.js';
import { badRequest } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import { type Scale, toScale, withReplicas } from '../kinds/scale.js';
import { patchObject } from '../patch/patch-object.js';
import { toDraft } from '../store/object-text.js';
import type { Call } from './call.js';
import { decodeBodyAs, withoutType } from './decode-body.js';
import { findStored } from './get.js';
import { toObjectText } from './object-text.js';
import { toPatchType } from './patch.js';
import { updateObject } from './update-object.js';
import { toWriteOptions, type WriteOptions } from './write-options.js';

const SCALE = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  definition: 'autoscaling.v1.Scale',
};

/** GET of the subresource scale. */
export function getScale(call: Call): Answer {
  return toAnswer(call, toScale(call.kind, findStored(call)));
}

/** PUT of the subresource scale. */
export async function replaceScale(call: Call): Promise<Answer> {
  const options = toWriteOptions(call.query, call.userAgent, 'UpdateOptions');
  const scale = await decodeBodyAs(SCALE, call, options);
  const { name } = scale.metadata;
  if (!name)
    throw badRequest(
      `the name of the object (${call.target.name} based on URL) was undeterminable: name must be provided`,
    );
  if (name !== call.target.name)
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${call.target.name})`,
    );
  return write(call, options, scale);
}

/** PATCH of the subresource scale. */
export async function patchScale(call: Call): Promise<Answer> {
  const options = toWriteOptions(call.query, call.userAgent, 'PatchOptions');
  const type = toPatchType(call.contentType);
  if (type === 'apply')
    throw badRequest(
      'apply patches of scale are not imitated: use a merge patch',
    );
  const patched = patchObject({
    type,
    text: (await call.readBody()).toString(),
    kind: SCALE,
    object: toScale(call.kind, findStored(call)),
    fieldValidation: options.fieldValidation,
  });
  for (const warning of patched.warnings) call.warn(warning);
  return write(call, options, patched.object);
}

function write(call: Call, options: WriteOptions, scale: Scale): Answer {
  const draft = withReplicas(toDraft(findStored(call)), scale);
  return toAnswer(call, toScale(call.kind, updateObject(call, options, draft)));
}

/** A Scale comes in every form that an object does. */
function toAnswer({ kind, representation }: Call, scale: Scale): Answer {
  const shown: Kind = { ...kind, ...SCALE, plural: 'scales' };
  return {
    code: 200,
    text: toObjectText(shown, withoutType(scale), representation),
  };
}
