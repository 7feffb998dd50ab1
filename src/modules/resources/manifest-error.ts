import {
  type UserError,
  userError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';

/** A mistake in the manifests, with numbers that say where. */
export function manifestError(
  message: string,
  where: Record<string, number> = {},
): UserError {
  return userError(UserErrorCode.INVALID, message, {
    field: ['input', 'manifests'],
    facts: toFacts(where),
  });
}

/** Numbers as facts. */
export function toFacts(
  where: Record<string, number>,
): { key: string; value: string }[] {
  return Object.entries(where).map(([key, value]) => ({
    key,
    value: String(value),
  }));
}
