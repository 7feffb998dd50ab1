import type { KubeObject } from '../api/kube-object.js';
import { type StructType, structType, type ValueType } from './struct-type.js';

type Fields = Record<string, unknown>;

/** Adds what Go writes although it is empty: `resources: {}`, `restartCount: 0`, `status: {}`, null for an instant that never was. Shares
 * what is complete, changes nothing in place. `definition` is Kind.definition. */
export function completeObject<T extends KubeObject>(
  definition: string,
  object: T,
): T {
  return completeStruct(object, structType(definition)) as T;
}

function completeStruct(value: Fields, struct: StructType): Fields {
  let copy: Fields | undefined;
  for (const key in value) {
    const old = value[key];
    if (typeof old !== 'object' || old === null) continue;
    const type = struct.fields.get(key)?.type;
    if (!type) continue;
    const made = completeValue(old, type);
    if (made !== old) (copy ??= { ...value })[key] = made;
  }
  for (const { name, type } of struct.always) {
    const old = value[name];
    if (old === undefined || (type.kind === 'list' && isEmptyList(old)))
      (copy ??= { ...value })[name] = emptyOf(type);
  }
  return copy ?? value;
}

function completeValue(value: object, type: ValueType): object {
  switch (type.kind) {
    case 'struct':
      return completeStruct(value as Fields, type.struct);
    case 'list':
      return type.items.kind === 'struct'
        ? completeItems(value as object[], type.items)
        : value;
    case 'map':
      return type.items.kind === 'struct'
        ? completeEntries(value as Record<string, object>, type.items)
        : value;
    default:
      return value;
  }
}

function completeItems(list: readonly object[], items: ValueType): object {
  let copy: object[] | undefined;
  for (const [at, old] of list.entries()) {
    const made = completeValue(old, items);
    if (made !== old) (copy ??= [...list])[at] = made;
  }
  return copy ?? list;
}

function completeEntries(
  map: Readonly<Record<string, object>>,
  items: ValueType,
): object {
  return Object.fromEntries(
    Object.entries(map).map(([key, old]) => [key, completeValue(old, items)]),
  );
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function emptyOf(type: ValueType): unknown {
  switch (type.kind) {
    case 'struct':
      return completeStruct({}, type.struct);
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'quantity':
      return '0';
    case 'int32':
    case 'int64':
    case 'float64':
    case 'int-or-string':
      return 0;
    case 'list':
    case 'map':
    case 'bytes':
    case 'time':
    case 'micro-time':
    case 'any':
      return null;
  }
}
