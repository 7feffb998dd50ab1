import { toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { unsupportedMediaType } from '../api/status-error.js';
import type { Answer } from '../http/answer.js';
import { patchObject, type PatchOptions } from '../patch/patch-object.js';
import { apply } from './apply.js';
import type { Call } from './call.js';
import { withoutType } from './decode-body.js';
import { findStored } from './get.js';
import { toObjectText } from './object-text.js';
import { updateObject } from './update-object.js';
import { fromStored } from './view.js';
import { toWriteOptions, type WriteOptions } from './write-options.js';

export type PatchType = PatchOptions['type'] | 'apply';

const TYPES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** PATCH of an object, or of its status, in any of the four forms. */
export async function patch(call: Call): Promise<Answer> {
  const { kind, representation } = call;
  const type = toPatchType(call.contentType);
  const options = toWriteOptions(
    call.query,
    call.userAgent,
    'PatchOptions',
    type === 'apply',
  );
  if (type === 'apply') return apply(call, options);
  const text = (await call.readBody()).toString();
  const draft = toPatched(call, options, type, text);
  const object = updateObject(call, options, draft);
  return { code: 200, text: toObjectText(kind, object, representation) };
}

/** Throws the Status of an unknown form. */
export function toPatchType(contentType: string): PatchType {
  const type = TYPES[contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (type) return type;
  throw unsupportedMediaType('415: Unsupported Media Type', {});
}

function toPatched(
  call: Call,
  { fieldValidation }: WriteOptions,
  type: PatchOptions['type'],
  text: string,
): KubeObject {
  const { kind } = call;
  const object = {
    kind: kind.kind,
    apiVersion: toApiVersion(kind),
    ...fromStored(kind, findStored(call)),
  };
  const patched = patchObject({ type, text, kind, object, fieldValidation });
  for (const warning of patched.warnings) call.warn(warning);
  // What did not change is shared with the stored object, which a draft must not touch.
  return JSON.parse(
    JSON.stringify(withoutType({ ...patched.object })),
  ) as KubeObject;
}
