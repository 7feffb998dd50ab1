import type { Json } from '../api/kube-object.js';
import {
  type Field,
  plainField,
  type StructType,
} from '../schema/struct-type.js';

/** Ownership counts the value of the field as one whole. */
export function isWhole({ type, isAtomic, isSet, listKeys }: Field): boolean {
  switch (type.kind) {
    case 'struct':
      return isAtomic || type.struct.isAtomic;
    case 'map':
      return isAtomic;
    case 'list':
      return isAtomic || !(isSet || listKeys);
    default:
      return true;
  }
}

/** What a struct has under a name, or a map under any key. */
export function memberOf({ type }: Field, key: string): Field | undefined {
  if (type.kind === 'struct') return type.struct.fields.get(key);
  return type.kind === 'map' ? type.item : undefined;
}

/** What stands behind a step of a FieldTree. */
export function stepInto(field: Field, step: string): Field | undefined {
  if (step.startsWith('f:')) return memberOf(field, step.slice(2));
  return field.type.kind === 'list' ? field.type.item : undefined;
}

const roots = new WeakMap<StructType, Field>();

/** The whole object as a field. */
export function rootField(struct: StructType): Field {
  const known = roots.get(struct);
  if (known) return known;
  const root = plainField('', {
    kind: 'struct',
    goName: struct.goName,
    struct,
  });
  roots.set(struct, root);
  return root;
}

/** Null, nothing, or a list or an object without anything in it. */
export function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  for (const _key in value) return false;
  return true;
}
