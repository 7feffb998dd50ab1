/** Fields of an object by their dotted paths, through lists as if they were one object: `spec.containers.image`. What a path
 * names comes with all that is in it. */
export type Fields = readonly string[];

/** Fields as a tree; `true` stands for a whole value. */
export type FieldTree = ReadonlyMap<string, FieldTree> | true;

const known = new WeakMap<Fields, FieldTree>();

/** The tree of a set of fields; the same for the same array. */
export function toFieldTree(fields: Fields): FieldTree {
  let tree = known.get(fields);
  if (!tree) known.set(fields, (tree = plant(fields)));
  return tree;
}

function plant(fields: Fields): FieldTree {
  const groups = new Map<string, string[]>();
  for (const field of fields) {
    const dot = field.indexOf('.');
    const name = dot < 0 ? field : field.slice(0, dot);
    const group = groups.get(name) ?? [];
    group.push(dot < 0 ? '' : field.slice(dot + 1));
    groups.set(name, group);
  }
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      group.includes('') ? true : plant(group),
    ]),
  );
}

/** An object as JSON with only these fields, so that no projection can read one that another format would not have. */
export function prune(value: unknown, tree: FieldTree): unknown {
  if (tree === true || typeof value !== 'object' || value === null)
    return value;
  if (Array.isArray(value)) return value.map((each) => prune(each, tree));
  const object = value as Record<string, unknown>;
  const pruned: Record<string, unknown> = {};
  for (const [name, below] of tree) {
    const inner = object[name];
    if (inner !== undefined) pruned[name] = prune(inner, below);
  }
  return pruned;
}

/** All of an ordinary object but what it is: for whom any part may be needed. */
export const WHOLE: Fields = ['metadata', 'spec', 'status'];
