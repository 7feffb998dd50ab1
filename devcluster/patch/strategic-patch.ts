import type { Json } from '../api/kube-object.js';
import { badRequest } from '../api/status-error.js';
import type { Field, StructType, ValueType } from '../schema/struct-type.js';
import { toGoText } from './go-text.js';
import { isFields } from './merge-patch.js';
import { brokenPatch } from './patch-error.js';
import {
  checkOrder,
  deleteFromList,
  mergeList,
  orderList,
} from './strategic-list.js';

type Fields = Record<string, Json>;

const DELETE = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';
const RETAIN = '$retainKeys';

/** Applies a strategic merge patch to an object of the type. Returns a new object that shares what did not change. Throws the
 * StatusError of a patch that breaks the rules. */
export function applyStrategicPatch(
  struct: StructType,
  object: Fields,
  patch: Fields,
): Fields {
  return mergeFields(object, patch, (key) => struct.fields.get(key));
}

/** Merges the fields of a struct or the entries of a map. `fieldOf` tells how a field is to be treated. */
function mergeFields(
  before: Fields,
  patch: Fields,
  fieldOf: (key: string) => Field | undefined,
): Fields {
  if ('$patch' in patch) return followDirective(patch);
  const merged = new Map(Object.entries(before));
  retainKeys(merged, patch);
  const ordered = mergeOrdered(merged, patch, fieldOf);
  for (const [key, value] of Object.entries(patch)) {
    if (key === RETAIN || key.startsWith(ORDER) || ordered.has(key)) continue;
    if (key.startsWith(DELETE)) {
      const name = key.slice(DELETE.length);
      const list = merged.get(name);
      if (Array.isArray(list) && Array.isArray(value))
        merged.set(name, deleteFromList(list, value));
    } else if (value === null) {
      merged.delete(key);
    } else {
      const made = mergeField(merged.get(key), value, fieldOf(key));
      if (made === undefined) merged.delete(key);
      else merged.set(key, made);
    }
  }
  return Object.fromEntries(merged);
}

function followDirective(patch: Fields): Fields {
  const { $patch: directive, ...rest } = patch;
  if (directive === 'replace') return rest;
  if (directive === 'delete') return {};
  throw brokenPatch(
    `unknown patch type: ${toGoText(directive ?? null)} in map: ${toGoText(patch)}`,
  );
}

/** Undefined when nothing is to be kept. */
function mergeField(
  before: Json | undefined,
  patch: Json,
  field: Field | undefined,
): Json | undefined {
  const isReplaced = field?.patchStrategies.includes('replace') ?? false;
  if (isFields(before) && isFields(patch))
    return isReplaced
      ? patch
      : mergeFields(before, patch, fieldsOf(field?.type));
  if (Array.isArray(before) && Array.isArray(patch))
    return field?.patchStrategies.includes('merge')
      ? mergeList(before, patch, toListRule(field))
      : patch;
  return withoutDirectives(patch);
}

/** How the items of a list are named, and how two items of one name become one. */
function toListRule({ name, type, mergeKey }: Field) {
  const items = type.kind === 'list' ? type.items : undefined;
  return {
    name,
    mergeKey,
    merge: (before: Fields, patch: Fields) =>
      mergeFields(before, patch, fieldsOf(items)),
  };
}

function fieldsOf(
  type: ValueType | undefined,
): (key: string) => Field | undefined {
  return (key) =>
    type?.kind === 'struct' ? type.struct.fields.get(key) : undefined;
}

/** Drops the fields that the directive does not name. */
function retainKeys(merged: Map<string, Json>, patch: Fields): void {
  const names = patch[RETAIN];
  if (names === undefined) return;
  const mayPatch = ([key, value]: [string, Json]) =>
    value === null ||
    key.startsWith('$') ||
    (Array.isArray(names) && names.includes(key));
  if (!Array.isArray(names) || !Object.entries(patch).every(mayPatch))
    throw badRequest('invalid patch format of retainKeys');
  for (const key of merged.keys()) if (!names.includes(key)) merged.delete(key);
}

/** Follows the directives that put lists in order, and returns the names of those lists. */
function mergeOrdered(
  merged: Map<string, Json>,
  patch: Fields,
  fieldOf: (key: string) => Field | undefined,
): Set<string> {
  const done = new Set<string>();
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(ORDER)) continue;
    const key = directive.slice(ORDER.length);
    const before = merged.get(key);
    const change = patch[key];
    if (
      !Array.isArray(order) ||
      ![before ?? [], change ?? []].every(Array.isArray)
    )
      throw badRequest('invalid patch format of setElementOrder list');
    done.add(key);
    const field = fieldOf(key);
    checkOrder((change ?? []) as Json[], order, field?.mergeKey);
    const list =
      change === undefined || change === null
        ? before
        : mergeField(before, change, field);
    if (Array.isArray(list))
      merged.set(
        key,
        orderList(list, order, (before ?? []) as Json[], field?.mergeKey),
      );
  }
  return done;
}

/** A value that is new has nothing for a directive to act on, and nulls that delete nothing. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value))
    return value.map(withoutDirectives).filter((one) => one !== undefined);
  if (!isFields(value)) return value;
  if ('$patch' in value) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const kept = one === null ? undefined : withoutDirectives(one);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}
