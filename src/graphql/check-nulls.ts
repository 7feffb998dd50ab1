import { invalid, type UserError } from './user-error.type.js';

/** Every null in an input. What is left out stays as it is; null says neither that nor a value. */
export function checkNulls(value: unknown, path: string[] = []): UserError[] {
  if (value === null)
    return [
      invalid(
        path,
        `${path.join('.')} is null. Leave it out to keep it as it is, or give a value.`,
      ),
    ];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) =>
    checkNulls(part, [...path, key]),
  );
}
