import { invalid, type UserError } from '../../graphql/user-error.type.js';
import type { SecretInput, SetAppSecretsInput } from './app-secret.input.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LONGEST_NAME = 63;
const MOST_BYTES = 1_048_576;

/** Secrets: names, duplicates (with the plain variables, too) and sizes. Values never stand in a message. */
export function checkSecrets(
  secrets: readonly SecretInput[] | undefined,
  field: string,
  taken: readonly { name: string }[] = [],
): UserError[] {
  const seen = new Set(taken.map(({ name }) => name));
  return (secrets ?? []).flatMap(({ name, value }, index) => {
    const repeated = seen.has(name);
    seen.add(name);
    return [
      ...(repeated
        ? [
            invalid(
              [field, index, 'name'],
              `The variable "${name}" is given twice.`,
            ),
          ]
        : []),
      ...checkSecretName([field, index, 'name'], name),
      ...(Buffer.byteLength(value) > MOST_BYTES
        ? [
            invalid(
              [field, index, 'value'],
              `The value of "${name}" is longer than 1 MiB, the most that a secret holds.`,
            ),
          ]
        : []),
    ];
  });
}

/** A change of secrets; a name that is set and unset at once is refused, and so is nothing at all. */
export function checkSetAppSecrets({
  set = [],
  unset = [],
}: SetAppSecretsInput): UserError[] {
  if (set.length + unset.length === 0)
    return [invalid(['set'], 'There is nothing to do: set or unset a secret.')];
  const names = new Set(set.map(({ name }) => name));
  return [
    ...checkSecrets(set, 'set'),
    ...unset.flatMap((name, index) =>
      names.has(name)
        ? [
            invalid(
              ['unset', index],
              `The secret "${name}" is set and unset at once: say one of them.`,
            ),
          ]
        : checkSecretName(['unset', index], name),
    ),
  ];
}

function checkSecretName(
  field: (string | number)[],
  name: string,
): UserError[] {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return [];
  return [
    invalid(
      field,
      `"${name}" is not a possible name of a secret: letters, digits and "_", no digit first, at most ${LONGEST_NAME} characters.`,
    ),
  ];
}
