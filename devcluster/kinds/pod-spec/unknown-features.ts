import type { FieldError } from '../../api/field-error.js';
import { forbiddenField } from '../../api/field-error.js';
import type { PodSpec } from './pod-spec.js';

/** Fields of a pod that decide where, when or with how much it runs, and that nothing in the dev cluster knows how to obey. They are
 * refused, because a pod that ran without them would tell nothing about a real cluster. */
const UNKNOWN = {
  resources: 'resources of a pod as a whole',
  resourceClaims: 'claims of resources',
} as const;

/** What is wrong with a spec that uses them. */
export function refuseUnknownFeatures(
  spec: PodSpec,
  field: string,
): FieldError[] {
  return Object.entries(UNKNOWN)
    .filter(([name]) => spec[name as keyof typeof UNKNOWN])
    .map(([name, what]) =>
      forbiddenField(
        `${field}.${name}`,
        `the dev cluster does not know ${what}`,
      ),
    );
}
