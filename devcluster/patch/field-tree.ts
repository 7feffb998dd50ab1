/** A set of fields in the form of FieldsV1. A key is a step: `f:name`, `k:{"name":"c"}` or `v:"x"`; under it is what belongs to that
 * part. A part belongs to the set itself when it has the key `.` or no key at all. Trees are never changed, parts are shared. */
export interface FieldTree {
  readonly [step: string]: FieldTree;
}

export const LEAF: FieldTree = Object.freeze({});

export function isEmpty(tree: FieldTree): boolean {
  for (const _step in tree) return false;
  return true;
}

/** Whether the part itself belongs to the set; not to be asked of a whole set. */
export function isMember(tree: FieldTree): boolean {
  return '.' in tree || isEmpty(tree);
}

/** What is in one of the sets, or in both. */
export function union(a: FieldTree, b: FieldTree): FieldTree {
  if (a === b || isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  let result: Record<string, FieldTree> | undefined;
  for (const step in b) {
    const own = a[step];
    const other = b[step] as FieldTree;
    const joined = own ? joinParts(own, other) : other;
    if (joined !== own) (result ??= { ...a })[step] = joined;
  }
  return result ?? a;
}

function joinParts(a: FieldTree, b: FieldTree): FieldTree {
  if (isEmpty(a)) return isEmpty(b) ? a : withItself(b);
  if (isEmpty(b)) return withItself(a);
  return union(a, b);
}

function withItself(tree: FieldTree): FieldTree {
  return '.' in tree ? tree : { '.': LEAF, ...tree };
}

/** What is in `a` and not in `b`. */
export function difference(a: FieldTree, b: FieldTree): FieldTree {
  if (a === b) return LEAF;
  let result: Record<string, FieldTree> | undefined;
  for (const step in b) {
    const own = a[step];
    if (!own || step === '.') continue;
    const left = partWithout(own, b[step] as FieldTree);
    if (left === own) continue;
    result ??= { ...a };
    if (left) result[step] = left;
    else delete result[step];
  }
  return result ?? a;
}

/** Undefined when nothing is left. */
function partWithout(a: FieldTree, b: FieldTree): FieldTree | undefined {
  const wasMember = isMember(a);
  const isLeft = wasMember && !isMember(b);
  const inner = difference(a, b);
  return inner === a && isLeft === wasMember ? a : toPart(inner, isLeft);
}

/** What is in both sets. */
export function intersection(a: FieldTree, b: FieldTree): FieldTree {
  const result: Record<string, FieldTree> = {};
  for (const step in a) {
    const other = b[step];
    if (!other || step === '.') continue;
    const own = a[step] as FieldTree;
    const both = toPart(
      intersection(own, other),
      isMember(own) && isMember(other),
    );
    if (both) result[step] = both;
  }
  return result;
}

/** The part with these inner parts; undefined when it holds nothing. */
export function toPart(
  inner: FieldTree,
  isItself: boolean,
): FieldTree | undefined {
  const { '.': _mark, ...rest } = inner;
  if (isEmpty(rest)) return isItself ? LEAF : undefined;
  return isItself ? withItself(rest) : rest;
}
