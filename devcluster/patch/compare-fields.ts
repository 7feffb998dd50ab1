import type { Json } from '../api/kube-object.js';
import type { Field } from '../schema/struct-type.js';
import { isEqual } from '../store/is-equal.js';
import { type FieldTree, LEAF, toPart } from './field-tree.js';
import { groupItems } from './list-step.js';
import { isFields } from './merge-patch.js';
import { isBlank, isWhole, memberOf } from './typed-field.js';

/** Which fields differ between two values. */
export interface Changes {
  removed: FieldTree;
  modified: FieldTree;
  added: FieldTree;
}

type Kind = keyof Changes;

/** Of one part: undefined where nothing of it changed so. */
type PartChanges = Partial<Changes>;

const ADDED: PartChanges = { added: LEAF };
const REMOVED: PartChanges = { removed: LEAF };
const MODIFIED: PartChanges = { modified: LEAF };

/** Compares two values of a field; undefined when they are the same. What is the same object on both sides costs nothing. */
export function compareFields(
  before: Json | undefined,
  after: Json | undefined,
  field: Field,
): PartChanges | undefined {
  if (before === after) return undefined;
  if (isWhole(field) || (isBlank(before) && isBlank(after))) {
    if (before === undefined) return ADDED;
    if (after === undefined) return REMOVED;
    return isEqual(before, after) ? undefined : MODIFIED;
  }
  const inner = new Gathering();
  if (field.type.kind === 'list') compareItems(before, after, field, inner);
  else compareMembers(before, after, field, inner);
  return inner.toChanges(before === undefined, after === undefined);
}

/** Collects what changed in the parts of a value. */
export class Gathering {
  private readonly trees: Partial<Record<Kind, Record<string, FieldTree>>> = {};

  add(step: string, changes: PartChanges | undefined): void {
    if (!changes) return;
    for (const kind in changes) {
      const tree = changes[kind as Kind];
      if (tree) (this.trees[kind as Kind] ??= {})[step] = tree;
    }
  }

  toChanges(isNew: boolean, isGone: boolean): PartChanges | undefined {
    const { trees } = this;
    if (isNew) trees.added = toMember(trees.added);
    if (isGone) trees.removed = toMember(trees.removed);
    for (const _kind in trees) return trees;
    return undefined;
  }
}

function toMember(
  inner: Record<string, FieldTree> = {},
): Record<string, FieldTree> {
  return toPart(inner, true) ?? LEAF;
}

function compareMembers(
  before: Json | undefined,
  after: Json | undefined,
  field: Field,
  inner: Gathering,
): void {
  const old = isFields(before) ? before : {};
  const made = isFields(after) ? after : {};
  for (const key in made) {
    const member = memberOf(field, key);
    const was = Object.hasOwn(old, key) ? old[key] : undefined;
    if (member && was !== made[key])
      inner.add(`f:${key}`, compareFields(was, made[key], member));
  }
  for (const key in old) {
    const member = memberOf(field, key);
    if (member && !Object.hasOwn(made, key))
      inner.add(`f:${key}`, compareFields(old[key], undefined, member));
  }
}

/** Items are compared by name. */
function compareItems(
  before: Json | undefined,
  after: Json | undefined,
  field: Field,
  inner: Gathering,
): void {
  if (field.type.kind !== 'list') return;
  const { item } = field.type;
  const old = groupItems(field, before);
  const made = groupItems(field, after);
  for (const step of new Set([...old.keys(), ...made.keys()]))
    inner.add(
      step,
      compareGroups(old.get(step) ?? [], made.get(step) ?? [], item),
    );
}

/** Several items of one name, which no applied list may have, count as one whole. */
function compareGroups(
  before: readonly Json[],
  after: readonly Json[],
  item: Field,
): PartChanges | undefined {
  if (before.length <= 1 && after.length <= 1)
    return compareFields(before[0], after[0], item);
  if (before.length > 1 && after.length > 1)
    return isEqual(before, after) ? undefined : MODIFIED;
  return before.length > 1
    ? { ...REMOVED, ...compareFields(undefined, after[0], item) }
    : { ...compareFields(before[0], undefined, item), ...ADDED };
}
