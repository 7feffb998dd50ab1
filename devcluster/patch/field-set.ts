import type { Json, KubeObject } from '../api/kube-object.js';
import type { Field, StructType } from '../schema/struct-type.js';
import { type FieldTree, LEAF, toPart } from './field-tree.js';
import { groupItems } from './list-step.js';
import { isFields } from './merge-patch.js';
import { mayOwn, mayOwnMetadata } from './owned-parts.js';
import { isBlank, isWhole, memberOf, rootField } from './typed-field.js';

/** The set of all fields of a value; nothing when it has none. */
export function toFieldSet(
  value: Json | undefined,
  field: Field,
): FieldTree | undefined {
  return toPartSet(value, field, false);
}

/** The fields of a configuration without those that a write by this way leaves alone. */
export function toConfigSet(
  struct: StructType,
  config: KubeObject,
  subresource: string,
): FieldTree {
  const all = toFieldSet(config as unknown as Json, rootField(struct)) ?? LEAF;
  return Object.fromEntries(
    Object.entries(all).filter(([step]) =>
      mayOwn(struct, step.slice(2), subresource),
    ),
  );
}

/** What of a set of fields somebody may own. */
export function toOwned(set: FieldTree): FieldTree {
  const { 'f:metadata': metadata, ...rest } = set;
  const kept = metadata && ownedMetadata(metadata);
  return kept ? { ...rest, 'f:metadata': kept } : rest;
}

function ownedMetadata(part: FieldTree): FieldTree | undefined {
  return toPart(
    Object.fromEntries(
      Object.entries(part).filter(([step]) => mayOwnMetadata(step.slice(2))),
    ),
    false,
  );
}

/** An item of a list and an entry of a map always belong to the set, a field of a struct only for what is in it. */
function toPartSet(
  value: Json | undefined,
  field: Field,
  isItself: boolean,
): FieldTree | undefined {
  if (isWhole(field) || value === null || value === undefined) return LEAF;
  const inner: Record<string, FieldTree> = {};
  const add = (step: string, part: FieldTree | undefined) => {
    if (part) inner[step] = part;
  };
  if (field.type.kind === 'list') {
    const { item } = field.type;
    for (const [step, group] of groupItems(field, value))
      add(step, group.length > 1 ? LEAF : toPartSet(group[0], item, true));
    return toPart(inner, isItself);
  }
  if (!isFields(value)) return LEAF;
  for (const key in value) {
    const member = memberOf(field, key);
    if (member)
      add(`f:${key}`, toPartSet(value[key], member, field.type.kind === 'map'));
  }
  return toPart(inner, isItself || isBlank(value));
}
