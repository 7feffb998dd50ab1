import type { V1EnvVar } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { type EnvVarInput, escapeEnv } from '../../graphql/env-var.input.js';

type Variable = Raw<V1EnvVar>;

/** Variables with some of them set and some taken away, by name; those that stay keep their place. */
export function mergeEnv(
  current: Variable[],
  set: Variable[],
  unset: readonly string[],
): Variable[] {
  const wanted = new Map(set.map((each) => [each.name, each]));
  const known = new Set(current.map(({ name }) => name));
  return [
    ...current
      .filter(({ name }) => !unset.includes(name))
      .map((each) => wanted.get(each.name) ?? each),
    ...set.filter(({ name }) => !known.has(name)),
  ];
}

/** A plain variable as it is written, so that its value is taken as it is. */
export function toPlainEnv({ name, value }: EnvVarInput): Variable {
  return { name, value: escapeEnv(value) };
}
