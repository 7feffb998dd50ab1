import { Field, InputType } from 'type-graphql';

import { invalid, type UserError } from './user-error.type.js';

@InputType({ description: 'An environment variable with a plain value.' })
export class EnvVarInput {
  @Field(() => String, {
    description: 'Its name: printable ASCII without `=`.',
  })
  name!: string;

  @Field(() => String, {
    description: 'Its value, taken as it is: `$(OTHER)` is not replaced.',
  })
  value!: string;
}

/** Environment variables: names and duplicates. */
export function checkEnv(
  variables: readonly EnvVarInput[] | undefined,
  field = 'env',
): UserError[] {
  const seen = new Set<string>();
  return (variables ?? []).flatMap(({ name }, index) => {
    const repeated = seen.has(name);
    seen.add(name);
    if (repeated)
      return [
        invalid(
          [field, index, 'name'],
          `The variable "${name}" is given twice.`,
        ),
      ];
    if (/^[\x20-\x3c\x3e-\x7e]+$/.test(name)) return [];
    return [
      invalid(
        [field, index, 'name'],
        `"${name}" is not a possible name of a variable: printable ASCII characters without "=".`,
      ),
    ];
  });
}

/** Kubernetes replaces $(NAME) in values and reads $$ as one $; doubled, the text stays as it is. */
export function escapeEnv(value: string): string {
  return value.replace(/\$+(?=\()|\${2,}/g, (run) => run + run);
}

/** The other way round. */
export function unescapeEnv(value: string): string {
  return value.replace(/\$\$/g, () => '$');
}
