import type { FieldError } from '../../api/field-error.js';
import { invalid, required } from '../../api/field-error.js';
import { validateEach, validateRequired } from '../field-validation.js';
import {
  validateFieldRef,
  validateResourceFieldRef,
} from './downward-validation.js';
import { validateFilePath } from './file-path-validation.js';
import type { DownwardFile, KeyToPath } from './volume-spec.js';

const MOST_MODE = 0o777;
const FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

export const validateMode = (
  mode: number | undefined,
  field: string,
): FieldError[] =>
  mode !== undefined && (mode < 0 || mode > MOST_MODE)
    ? [
        invalid(
          field,
          mode,
          'must be a number between 0 and 0777 (octal), both inclusive',
        ),
      ]
    : [];

/** The keys of a Secret or ConfigMap that become files. */
export const validateItems = (
  items: KeyToPath[] | undefined,
  field: string,
): FieldError[] => validateEach(items, `${field}.items`, validateItem);

export const validateItem = (
  { key, path, mode }: KeyToPath,
  field: string,
): FieldError[] => [
  ...validateRequired(key, `${field}.key`),
  ...validateRequired(path, `${field}.path`),
  ...validateFilePath(path, `${field}.path`),
  ...validateMode(mode, `${field}.mode`),
];

/** A field of the pod that becomes a file. */
export function validateDownwardFile(
  { path, mode, fieldRef, resourceFieldRef }: DownwardFile,
  field: string,
): FieldError[] {
  return [
    ...validateRequired(path, `${field}.path`),
    ...validateFilePath(path, `${field}.path`),
    ...validateReference(),
    ...validateMode(mode, `${field}.mode`),
  ];

  function validateReference(): FieldError[] {
    if (fieldRef)
      return [
        ...validateFieldRef(fieldRef, `${field}.fieldRef`, FIELDS),
        ...(resourceFieldRef
          ? [
              invalid(
                field,
                'resource',
                'fieldRef and resourceFieldRef can not be specified simultaneously',
              ),
            ]
          : []),
      ];
    return resourceFieldRef
      ? validateResourceFieldRef(
          resourceFieldRef,
          `${field}.resourceFieldRef`,
          true,
        )
      : [required(field, 'one of fieldRef and resourceFieldRef is required')];
  }
}
