import { type FieldError, invalid } from '../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateRequiredOneOf,
} from './field-validation.js';
import { checkLabelKey, checkLabelValue } from './name-rules.js';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export interface Taint {
  key?: string;
  value?: string;
  effect?: string;
}

/** What is wrong with the taints of a node. */
export function validateTaints(
  taints: readonly Taint[],
  field: string,
): FieldError[] {
  const seen = new Set<string>();
  return validateEach(taints, field, (taint, taintField) => {
    const { key = '', value = '', effect = '' } = taint;
    const errors = [
      ...validateByRule(key, `${taintField}.key`, checkLabelKey),
      ...validateValue(value, `${taintField}.value`),
      ...validateRequiredOneOf(effect, `${taintField}.effect`, EFFECTS),
    ];
    const identity = `${effect} ${key}`;
    if (!seen.has(identity)) {
      seen.add(identity);
      return errors;
    }
    return [...errors, repeated(taint, taintField)];
  });
}

function validateValue(value: string, field: string): FieldError[] {
  const messages = checkLabelValue(value);
  return messages.length > 0 ? [invalid(field, value, messages.join(';'))] : [];
}

/** The API server prints a taint under the names of its internal type. */
const repeated = (taint: Taint, field: string): FieldError => ({
  field,
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${JSON.stringify({
    Key: taint.key ?? '',
    Value: taint.value ?? '',
    Effect: taint.effect ?? '',
    TimeAdded: null,
  })}: taints must be unique by key and effect pair`,
});
