import { type FieldError, invalid, tooLong } from '../api/field-error.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject, ObjectMeta } from '../api/kube-object.js';
import {
  validateFinalizers,
  validateStandardFinalizers,
} from './finalizer-validation.js';
import { validateLabels } from './label-validation.js';
import { validateImmutableMetadata } from './metadata-update-validation.js';
import { checkLabelKey } from './name-rules.js';
import { validateName, validateNamespace } from './name-validation.js';
import { validateOwnerReferences } from './owner-validation.js';

const ANNOTATIONS_BYTES = 256 * 1024;

/** What is wrong with the metadata of an object that is about to be created (`old` left out) or changed. */
export function validateMetadata(
  kind: Kind,
  draft: KubeObject,
  old?: KubeObject,
): FieldError[] {
  const { metadata } = draft;
  return [
    ...validateName(kind, metadata, old !== undefined),
    ...validateNamespace(kind, metadata),
    ...validateLabels(metadata.labels, 'metadata.labels'),
    ...validateAnnotations(metadata.annotations),
    ...validateOwnerReferences(metadata.ownerReferences),
    ...validateFinalizers(metadata.finalizers),
    ...(old ? validateImmutableMetadata(metadata, old.metadata) : []),
    ...validateStandardFinalizers(metadata.finalizers),
  ];
}

/** What is wrong with annotations: their keys, and how much they are together. */
export function validateAnnotations(
  annotations: ObjectMeta['annotations'] = {},
  field = 'metadata.annotations',
): FieldError[] {
  const errors = Object.keys(annotations).flatMap((key) =>
    checkLabelKey(key.toLowerCase()).map((message) =>
      invalid(field, key, message),
    ),
  );
  const bytes = Object.entries(annotations).reduce(
    (sum, [key, value]) =>
      sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > ANNOTATIONS_BYTES
    ? [...errors, tooLong(field, ANNOTATIONS_BYTES)]
    : errors;
}
