import { failure } from './failure.js';

/** What validation says of one field: the field, the reason and the message without the field. */
export type Cause = [field: string, reason: string, message: string];

export const isRequired = (field: string, detail = ''): Cause => [
  field,
  'FieldValueRequired',
  detail ? `Required value: ${detail}` : 'Required value',
];

/** `value` is printed as JSON. */
export const isInvalid = (
  field: string,
  value: unknown,
  detail: string,
): Cause => [
  field,
  'FieldValueInvalid',
  `Invalid value: ${JSON.stringify(value)}: ${detail}`,
];

export const isForbidden = (field: string, detail: string): Cause => [
  field,
  'FieldValueForbidden',
  `Forbidden: ${detail}`,
];

export const isDuplicate = (field: string, value: unknown): Cause => [
  field,
  'FieldValueDuplicate',
  `Duplicate value: ${JSON.stringify(value)}`,
];

export const isNotSupported = (
  field: string,
  value: string,
  ...supported: string[]
): Cause => [
  field,
  'FieldValueNotSupported',
  `Unsupported value: "${value}": supported values: ${supported.map((one) => `"${one}"`).join(', ')}`,
];

export const isTooLong = (field: string, bytes: number): Cause => [
  field,
  'FieldValueTooLong',
  `Too long: may not be more than ${bytes} bytes`,
];

/** The whole Status of an object that validation refused, with the causes in the order in which they are found; for toEqual.
 * `kind` has its group with it where it has one: `Role.rbac.authorization.k8s.io`. */
export function invalidStatus(kind: string, name: string, ...causes: Cause[]) {
  const [plain = '', ...group] = kind.split('.');
  const texts = causes.map(([field, , message]) => `${field}: ${message}`);
  return failure({
    code: 422,
    reason: 'Invalid',
    message: `${kind} "${name}" is invalid: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`,
    details: {
      ...(name && { name }),
      ...(group.length > 0 && { group: group.join('.') }),
      kind: plain,
      causes: causes.map(([field, reason, message]) => ({
        reason,
        message,
        field,
      })),
    },
  });
}
