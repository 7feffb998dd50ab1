import type { Json } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';
import { rejected } from './patch-error.js';

export interface JsonOperation {
  op?: string;
  path?: string;
  from?: string;
  value?: Json;
}

type Container = Json[] | Record<string, Json>;

/** Applies RFC 6902 as the API server does, which lets `replace` add a key. Returns a new document that shares what did not change.
 * Throws the StatusError of an operation that fails. */
export function applyJsonPatch(
  document: Json,
  operations: readonly (JsonOperation | null)[],
): Json {
  return operations.reduce<Json>(
    (before, operation) => applyOperation(before, operation ?? {}),
    document,
  );
}

function applyOperation(document: Json, operation: JsonOperation): Json {
  const { op, from = '', value = null } = operation;
  const path = toParts(operation.path);
  switch (op) {
    case 'add':
      return put(document, path, value, true);
    case 'replace':
      return put(document, path, value, false);
    case 'remove':
      return remove(document, path);
    case 'move': {
      const moved = read(document, toParts(from));
      return put(remove(document, toParts(from)), path, moved, true);
    }
    case 'copy':
      return put(document, path, read(document, toParts(from)), true);
    case 'test':
      if (!isEqual(read(document, path), value)) throw rejected();
      return document;
    default:
      throw rejected();
  }
}

/** What stands before the first slash does not count. */
function toParts(path: string | undefined): string[] {
  if (path === undefined) throw rejected();
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A missing key of an object is null, a missing item of a list an error. */
function read(document: Json, path: readonly string[]): Json {
  return path.reduce<Json>((at, part) => {
    const container = toContainer(at);
    if (Array.isArray(container))
      return container[toIndex(part, container.length)] ?? null;
    return Object.hasOwn(container, part) ? (container[part] ?? null) : null;
  }, document);
}

function put(
  document: Json,
  path: readonly string[],
  value: Json,
  isAdd: boolean,
): Json {
  return change(document, path, value, (container, key) => {
    if (!Array.isArray(container)) return withKey(container, key, value);
    if (key === '-' && isAdd) return [...container, value];
    const room = container.length + (isAdd ? 1 : 0);
    return container.toSpliced(toIndex(key, room), isAdd ? 0 : 1, value);
  });
}

function remove(document: Json, path: readonly string[]): Json {
  if (path.length === 0) throw rejected();
  return change(document, path, null, (container, key) => {
    if (Array.isArray(container))
      return container.toSpliced(toIndex(key, container.length), 1);
    if (!Object.hasOwn(container, key)) throw rejected();
    return withoutKey(container, key);
  });
}

/** Copies the containers on the way to the last one, which `last` makes anew. */
function change(
  document: Json,
  [first, ...rest]: readonly string[],
  whole: Json,
  last: (container: Container, key: string) => Container,
): Json {
  if (first === undefined) return whole;
  const container = toContainer(document);
  if (rest.length === 0) return last(container, first);
  if (Array.isArray(container)) {
    const index = toIndex(first, container.length);
    return container.with(
      index,
      change(container[index] ?? null, rest, whole, last),
    );
  }
  const inner = Object.hasOwn(container, first) ? container[first] : undefined;
  return withKey(container, first, change(inner ?? null, rest, whole, last));
}

function toContainer(value: Json): Container {
  if (typeof value !== 'object' || value === null) throw rejected();
  return value;
}

/** Counts from the end when it is negative. */
function toIndex(part: string, length: number): number {
  const number = /^-?\d+$/.test(part) ? Number(part) : length;
  const index = number < 0 ? number + length : number;
  if (index < 0 || index >= length) throw rejected();
  return index;
}

function withKey(
  container: Record<string, Json>,
  key: string,
  value: Json,
): Record<string, Json> {
  return Object.fromEntries([...Object.entries(container), [key, value]]);
}

function withoutKey(
  container: Record<string, Json>,
  key: string,
): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(container).filter(([name]) => name !== key),
  );
}
