import { isDeepStrictEqual } from 'node:util';

/** One place where two JSON values differ. path is a JSON pointer; before or after is undefined where the field is absent. */
export interface Difference {
  path: string;
  before?: unknown;
  after?: unknown;
}

/** Where two JSON values differ, leaf by leaf. Lists of another length differ as a whole. */
export function diffJson(
  before: unknown,
  after: unknown,
  path = '',
): Difference[] {
  // Most values are the same as a whole, and that is cheaper to find out than where they differ.
  const isSame = path === '' ? isDeepStrictEqual : Object.is;
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [
      ...new Set([...Object.keys(before), ...Object.keys(after)]),
    ].sort();
    return keys.flatMap((key) =>
      diffJson(before[key], after[key], `${path}/${escapePointer(key)}`),
    );
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length
  ) {
    return before.flatMap((item, index) =>
      diffJson(item, after[index], `${path}/${index}`),
    );
  }
  if (
    Array.isArray(before) &&
    Array.isArray(after) &&
    JSON.stringify(before) === JSON.stringify(after)
  )
    return [];
  return [{ path, before, after }];
}

/** Whether two values are the same JSON, whatever the order of their keys; undefined is absent. */
export function sameJson(a: unknown, b: unknown): boolean {
  return diffJson(a, b).length === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
