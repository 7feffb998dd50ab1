import { type FieldError, invalid } from '../api/field-error.js';
import { checkLabelKey, checkLabelValue } from './name-rules.js';

/** What is wrong with labels: C9. The field is that of the whole map, the value the key or the value. */
export function validateLabels(
  labels: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...checkLabelKey(key).map((message) => invalid(field, key, message)),
    ...checkLabelValue(value).map((message) => invalid(field, value, message)),
  ]);
}
