import type { KubeObject } from '../api/kube-object.js';
import type { BodyKind } from '../schema/body-kind.js';
import { decodeObject } from '../schema/decode-object.js';
import type { Call } from './call.js';
import type { WriteOptions } from './write-options.js';

/** Reads the body of a POST or PUT as a draft of the call's kind. Throws the Status of one that cannot be read. */
export async function decodeBody(
  call: Call,
  options: WriteOptions,
): Promise<KubeObject> {
  return withoutType(await decodeBodyAs(call.kind, call, options));
}

/** Reads the body of a POST or PUT as another kind. Throws the Status of one that cannot be read. */
export async function decodeBodyAs(
  kind: BodyKind,
  call: Call,
  { fieldValidation }: WriteOptions,
): Promise<KubeObject> {
  const { contentType } = call;
  const bytes = await call.readBody();
  const decoded = decodeObject({ bytes, contentType, kind, fieldValidation });
  for (const warning of decoded.warnings) call.warn(warning);
  return decoded.object;
}

/** What is stored says neither kind nor apiVersion: its resource does. */
export function withoutType(object: KubeObject): KubeObject {
  delete object.kind;
  delete object.apiVersion;
  return object;
}
