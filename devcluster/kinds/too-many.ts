import type { FieldError } from '../api/field-error.js';

/** A list that is too long is one error, and its entries are not looked at. */
export function tooMany(
  list: readonly unknown[] | null | undefined,
  field: string,
  most: number,
  validate: () => FieldError[],
): FieldError[] {
  const { length } = list ?? [];
  if (length <= most) return validate();
  return [
    {
      field,
      reason: 'FieldValueTooMany',
      message: `Too many: ${length}: must have at most ${most} items`,
    },
  ];
}
