import { badRequest } from '../api/status-error.js';
import { isWhole } from './is-whole.js';
import { type Requirement, toRequirements } from './label-query-parser.js';

export type LabelTest = (labels: Readonly<Record<string, string>>) => boolean;

/** Reads a labelSelector parameter; an empty one matches everything. Throws the Status of a bad one. */
export function toLabelTest(text: string): LabelTest {
  try {
    const requirements = toRequirements(text);
    return (labels) => requirements.every((one) => isMet(one, labels));
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

function isMet(
  { key, operator, values }: Requirement,
  labels: Readonly<Record<string, string>>,
): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!':
      return value === undefined;
    case 'in':
    case '=':
    case '==':
      return value !== undefined && values.includes(value);
    case 'notin':
    case '!=':
      // What does not have the key has no value of these either.
      return value === undefined || !values.includes(value);
    case '>':
      return isWhole(value) && BigInt(value) > BigInt(values[0] ?? '');
    case '<':
      return isWhole(value) && BigInt(value) < BigInt(values[0] ?? '');
  }
}
