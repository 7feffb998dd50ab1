import { type FieldError, invalid } from '../api/field-error.js';
import { validateByRule } from './field-validation.js';
import { checkQualifiedName } from './name-rules.js';

const FIELD = 'metadata.finalizers';
const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Whether a finalizer may stand without a domain: C10/finalizer-name. */
export const isStandardFinalizer = (name: string): boolean =>
  name.includes('/') || STANDARD.includes(name);

/** What is wrong with finalizers by the rule of all objects. */
export function validateFinalizers(finalizers: string[] = []): FieldError[] {
  const errors = finalizers.flatMap((name) =>
    validateByRule(name, FIELD, checkQualifiedName),
  );
  return finalizers.includes('orphan') &&
    finalizers.includes('foregroundDeletion')
    ? [
        ...errors,
        invalid(
          FIELD,
          finalizers,
          'finalizer orphan and foregroundDeletion cannot be both set',
        ),
      ]
    : errors;
}

/** What is wrong with finalizers by the stricter rule of the built-in kinds. */
export function validateStandardFinalizers(
  finalizers: string[] = [],
): FieldError[] {
  return finalizers.flatMap((name, index) =>
    isStandardFinalizer(name)
      ? []
      : [
          invalid(
            `${FIELD}[${index}]`,
            name,
            'name is neither a standard finalizer name nor is it fully qualified',
          ),
        ],
  );
}
