import type { FieldError } from '../../api/field-error.js';
import { invalid } from '../../api/field-error.js';
import { validateRequired } from '../field-validation.js';
import { checkPathSegmentName } from '../name-rules.js';
import type { TargetRef } from './autoscaler-spec.js';

/** What an autoscaler or a metric is about. Only what is described may be of the core, which has no group. */
export function validateTargetRef(
  { kind, name, apiVersion = '' }: TargetRef,
  field: string,
  canBeCore: boolean,
): FieldError[] {
  const problem = findVersionProblem(apiVersion, canBeCore);
  return [
    ...validateRequired(kind, `${field}.kind`, checkPathSegmentName),
    ...validateRequired(name, `${field}.name`, checkPathSegmentName),
    ...(problem ? [invalid(`${field}.apiVersion`, apiVersion, problem)] : []),
  ];
}

function findVersionProblem(
  apiVersion: string,
  canBeCore: boolean,
): string | undefined {
  const parts = apiVersion.split('/');
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`;
  const hasGroup = parts.length === 2 && parts[0] !== '';
  return hasGroup || canBeCore
    ? undefined
    : 'apiVersion must specify API group';
}
