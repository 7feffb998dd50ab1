import type { Field } from '../schema/struct-type.js';
import { type FieldTree, toPart } from './field-tree.js';
import { stepInto } from './typed-field.js';

/** The set with every field of a struct that it reaches into, which goes when all that is in it goes. */
export function withNamedMembers(tree: FieldTree, field: Field): FieldTree {
  const result: Record<string, FieldTree> = {};
  for (const step in tree) {
    const part = tree[step] as FieldTree;
    const inner = step === '.' ? undefined : stepInto(field, step);
    if (!inner) {
      result[step] = part;
      continue;
    }
    const isNamed = field.type.kind === 'struct' && step.startsWith('f:');
    const full = withNamedMembers(part, inner);
    result[step] = isNamed ? (toPart(full, true) ?? full) : full;
  }
  return result;
}
