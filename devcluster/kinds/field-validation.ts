import type { FieldError } from '../api/field-error.js';
import { invalid, notSupported, required } from '../api/field-error.js';

/** What is wrong with the entries of a list, each under its own path: `spec.containers[0]`. */
export function validateEach<Entry>(
  list: readonly Entry[] | null | undefined,
  field: string,
  validate: (entry: Entry, field: string, index: number) => FieldError[],
): FieldError[] {
  return (list ?? []).flatMap((entry, index) =>
    validate(entry, `${field}[${index}]`, index),
  );
}

/** One error for each message of a rule for names. */
export const validateByRule = (
  value: string,
  field: string,
  rule: (value: string) => string[],
): FieldError[] => rule(value).map((message) => invalid(field, value, message));

/** A text that must be there, and follow a rule when one is given. */
export const validateRequired = (
  value: string | undefined,
  field: string,
  rule: (value: string) => string[] = () => [],
): FieldError[] =>
  value ? validateByRule(value, field, rule) : [required(field)];

export const validateNotNegative = (
  value: number | undefined,
  field: string,
): FieldError[] =>
  (value ?? 0) < 0
    ? [invalid(field, value, 'must be greater than or equal to 0')]
    : [];

/** A value that, where it is given, is one of a few. */
export const validateOneOf = (
  value: string | undefined,
  field: string,
  supported: readonly string[],
): FieldError[] =>
  value === undefined || supported.includes(value)
    ? []
    : [notSupported(field, value, supported)];

/** A value that must be there and be one of a few. */
export const validateRequiredOneOf = (
  value: string | undefined,
  field: string,
  supported: readonly string[],
): FieldError[] =>
  value ? validateOneOf(value, field, supported) : [required(field)];
