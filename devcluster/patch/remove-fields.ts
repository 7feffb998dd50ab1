import type { Json } from '../api/kube-object.js';
import type { Field } from '../schema/struct-type.js';
import { type FieldTree, isMember } from './field-tree.js';
import { toListStep } from './list-step.js';
import { isFields } from './merge-patch.js';
import { isBlank, isWhole, memberOf } from './typed-field.js';

/** The value without the fields of the set; null when nothing is left of it. Shares what is not touched. */
export function removeFields(
  value: Json,
  unwanted: FieldTree,
  field: Field,
): Json {
  if (isBlank(value) || isWhole(field)) return value;
  if (Array.isArray(value)) return removeItems(value, unwanted, field);
  if (!isFields(value)) return value;
  const left = new Map<string, Json>();
  for (const [key, old] of Object.entries(value)) {
    const part = unwanted[`f:${key}`];
    if (part && isMember(part)) continue;
    const member = part && memberOf(field, key);
    left.set(key, member ? removeFields(old, part, member) : old);
  }
  return left.size > 0 ? Object.fromEntries(left) : null;
}

function removeItems(list: Json[], unwanted: FieldTree, field: Field): Json {
  if (field.type.kind !== 'list') return list;
  const { item } = field.type;
  const left = list.flatMap((old) => {
    const part = unwanted[toListStep(field, old) ?? ''];
    if (!part) return [old];
    return isMember(part) ? [] : [removeFields(old, part, item)];
  });
  return left.length > 0 ? left : null;
}
