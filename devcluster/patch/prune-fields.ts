import type { Json } from '../api/kube-object.js';
import type { Field } from '../schema/struct-type.js';
import { toFieldSet } from './field-set.js';
import {
  difference,
  type FieldTree,
  intersection,
  LEAF,
  union,
} from './field-tree.js';
import { withNamedMembers } from './named-members.js';
import { removeFields } from './remove-fields.js';

/** Removes what the applier owned before and applies no more, unless somebody else owns it. `owned` is what anybody owns now, the
 * applier with the new configuration included. */
export function pruneFields(
  merged: Json,
  before: FieldTree,
  owned: FieldTree,
  root: Field,
): Json {
  const named = (tree: FieldTree) => withNamedMembers(tree, root);
  const setOf = (value: Json) => named(toFieldSet(value, root) ?? LEAF);
  const all = setOf(merged);
  const last = named(before);
  const withoutLast = removeFields(merged, last, root);
  const kept = union(setOf(withoutLast), named(owned));
  const pruned = removeFields(merged, difference(all, kept), root);
  // Only what the applier owned goes, not what nobody owned within it.
  const unwanted = intersection(difference(all, setOf(pruned)), last);
  return removeFields(merged, unwanted, root);
}
