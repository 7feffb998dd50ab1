import type { FieldError } from '../../api/field-error.js';
import { invalid, notSupported } from '../../api/field-error.js';
import {
  validateByRule,
  validateEach,
  validateOneOf,
} from '../field-validation.js';
import { checkLabelKey, checkLabelValue } from '../name-rules.js';
import type { Toleration } from './pod-spec.js';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** The taints that a pod bears with. */
export const validateTolerations = (
  tolerations: Toleration[] | undefined,
  field: string,
): FieldError[] => validateEach(tolerations, field, validateToleration);

function validateToleration(
  toleration: Toleration,
  field: string,
): FieldError[] {
  const { key = '', operator = '', effect = '' } = toleration;
  return [
    ...(key ? validateByRule(key, `${field}.key`, checkLabelKey) : []),
    ...(!key && operator !== 'Exists'
      ? [
          invalid(
            `${field}.operator`,
            operator,
            'operator must be Exists when `key` is empty, which means "match all values and all keys"',
          ),
        ]
      : []),
    ...(toleration.tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [
          invalid(
            `${field}.effect`,
            effect,
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
          ),
        ]
      : []),
    ...validateOperator(toleration, `${field}.operator`),
    ...validateOneOf(effect || undefined, `${field}.effect`, EFFECTS),
  ];
}

/** What is wrong with the value is said of the operator. */
function validateOperator(
  { operator = '', value = '' }: Toleration,
  field: string,
): FieldError[] {
  switch (operator) {
    case '':
    case 'Equal': {
      const messages = checkLabelValue(value);
      return messages.length ? [invalid(field, value, messages.join(';'))] : [];
    }
    case 'Exists':
      return value
        ? [
            invalid(
              field,
              value,
              "value must be empty when `operator` is 'Exists'",
            ),
          ]
        : [];
    case 'Lt':
    case 'Gt':
      return [notSupported(field, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(field, operator, ['Equal', 'Exists'])];
  }
}
