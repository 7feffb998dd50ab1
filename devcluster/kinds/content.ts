import { type FieldError, forbiddenField } from '../api/field-error.js';
import type { KubeObject } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';

/** The most that a ConfigMap or Secret may hold: K15/size. */
export const CONTENT_BYTES = 1024 * 1024;

/** How many bytes a base64 text stands for. */
export const bytesOfBase64 = (text: string): number =>
  Buffer.byteLength(text, 'base64');

interface Sealable extends KubeObject {
  immutable?: boolean;
}

/** What a change may not do to a ConfigMap or Secret that is marked as immutable: U10/immutable. */
export function validateSealed(
  draft: Sealable,
  old: Sealable,
  fields: readonly string[],
): FieldError[] {
  if (!old.immutable) return [];
  return [
    ...(draft.immutable ? [] : ['immutable']),
    ...fields.filter((field) => !isEqual(draft[field], old[field])),
  ].map((field) =>
    forbiddenField(field, 'field is immutable when `immutable` is set'),
  );
}
