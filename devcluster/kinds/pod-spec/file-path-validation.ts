import type { FieldError } from '../../api/field-error.js';
import { invalid } from '../../api/field-error.js';

/** A path does not leave where it starts. */
export const validateNoBacksteps = (path = '', field: string): FieldError[] =>
  path.split('/').includes('..')
    ? [invalid(field, path, "must not contain '..'")]
    : [];

/** A relative path that stays below. */
export const validateDescendingPath = (
  path = '',
  field: string,
): FieldError[] => [
  ...(path.startsWith('/')
    ? [invalid(field, path, 'must be a relative path')]
    : []),
  ...validateNoBacksteps(path, field),
];

/** A relative path for a file of a volume; names that start with two dots are the volume's own. */
export const validateFilePath = (path = '', field: string): FieldError[] => [
  ...validateDescendingPath(path, field),
  ...(path.startsWith('..') && !path.startsWith('../')
    ? [invalid(field, path, "must not start with '..'")]
    : []),
];
