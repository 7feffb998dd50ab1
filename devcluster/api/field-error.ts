export type CauseReason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueDuplicate'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'InternalError';

/** One thing that validation found, as it stands among the causes of a Status. `message` does not repeat the field. */
export interface FieldError {
  field: string;
  reason: CauseReason;
  message: string;
}

const error = (
  field: string,
  reason: CauseReason,
  message: string,
): FieldError => ({ field, reason, message });

export const required = (field: string, detail = ''): FieldError =>
  error(
    field,
    'FieldValueRequired',
    detail ? `Required value: ${detail}` : 'Required value',
  );

/** `value` is printed as JSON. */
export const invalid = (
  field: string,
  value: unknown,
  detail: string,
): FieldError =>
  error(
    field,
    'FieldValueInvalid',
    `Invalid value: ${JSON.stringify(value ?? null)}: ${detail}`,
  );

/** `supported` in the order in which it is to be printed. */
export const notSupported = (
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError =>
  error(
    field,
    'FieldValueNotSupported',
    `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((one) => `"${one}"`).join(', ')}`,
  );

export const forbiddenField = (field: string, detail: string): FieldError =>
  error(field, 'FieldValueForbidden', `Forbidden: ${detail}`);

export const duplicate = (field: string, value: unknown): FieldError =>
  error(
    field,
    'FieldValueDuplicate',
    `Duplicate value: ${JSON.stringify(value)}`,
  );

export const tooLong = (field: string, bytes: number): FieldError =>
  error(
    field,
    'FieldValueTooLong',
    `Too long: may not be more than ${bytes} bytes`,
  );

export const notFoundField = (field: string, value: unknown): FieldError =>
  error(field, 'FieldValueNotFound', `Not found: ${JSON.stringify(value)}`);
