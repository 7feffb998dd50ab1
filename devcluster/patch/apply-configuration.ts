import type {
  Json,
  KubeObject,
  ManagedFieldsEntry,
} from '../api/kube-object.js';
import { structType } from '../schema/struct-type.js';
import { isEqual } from '../store/is-equal.js';
import { conflictError } from './conflict-error.js';
import { toConfigSet, toOwned } from './field-set.js';
import {
  type FieldTree,
  intersection,
  isEmpty,
  LEAF,
  union,
} from './field-tree.js';
import {
  fieldsOf,
  isEntryOf,
  sortEntries,
  toEntry,
  withoutFields,
  type Writer,
} from './managed-fields.js';
import { mergeConfig } from './merge-config.js';
import { compareObjects } from './owned-parts.js';
import { pruneFields } from './prune-fields.js';
import { emptyObject, trackUpdate } from './track-update.js';
import { rootField } from './typed-field.js';

export interface ApplyOptions extends Omit<Writer, 'operation'> {
  /** Kind.definition. */
  definition: string;
  /** Complete, as it is stored; nothing when the apply makes the object. */
  live?: KubeObject;
  /** What is applied, as it was sent. */
  config: KubeObject;
  force: boolean;
  /** RFC 3339, whole seconds. */
  time: string;
}

/** Merges a configuration into the live object and keeps the books of who owns what. Returns a new object, not yet fitted into its type
 * and not defaulted. Throws the StatusError of a conflict. */
export function applyConfiguration(options: ApplyOptions): KubeObject {
  const { definition, config, force, subresource } = options;
  const live = options.live ?? emptyObject(definition);
  const struct = structType(definition);
  const root = rootField(struct);
  const writer: Writer = { ...options, operation: 'Apply' };
  const entries = knownEntries(options);
  const own = entries.filter((entry) => isEntryOf(entry, writer));
  const others = entries.filter((entry) => !own.includes(entry));

  const { managedFields: _books, ...metadata } = live.metadata;
  // What is stored may leave out what it is.
  const { apiVersion, kind } = config;
  const base = { apiVersion, kind, ...live, metadata } as unknown as Json;
  const set = toConfigSet(struct, config, subresource);
  const before = own.map(fieldsOf).reduce(union, LEAF);
  const owned = others.map(fieldsOf).reduce(union, set);
  const merged = mergeConfig(base, config as unknown as Json, root) as Json;
  const made = (isEmpty(before)
    ? merged
    : pruneFields(merged, before, owned, root)) as unknown as KubeObject;

  const {
    removed = LEAF,
    modified = LEAF,
    added = LEAF,
  } = compareObjects(struct, live, made, subresource) ?? {};
  const taken = union(modified, added);
  if (!force) refuseConflicts(others, taken);
  const isSame = isEqual(base, made);
  const time = (isSame && own[0]?.time) || options.time;
  const left = withoutFields(others, union(removed, taken));
  const mine = toOwned(set);
  const all = isEmpty(mine) ? left : [...left, toEntry(writer, mine, time)];
  return {
    ...made,
    metadata: {
      ...made.metadata,
      ...(all.length > 0 && { managedFields: sortEntries(all) }),
    },
  };
}

/** What an object without books holds was there before the first apply. */
function knownEntries({
  definition,
  live,
  apiVersion,
  time,
}: ApplyOptions): ManagedFieldsEntry[] {
  const known = live?.metadata.managedFields ?? [];
  if (!live || known.length > 0) return known;
  const found = trackUpdate({
    definition,
    after: live,
    manager: 'before-first-apply',
    apiVersion,
    subresource: '',
    time,
  });
  return found ?? [];
}

function refuseConflicts(
  others: readonly ManagedFieldsEntry[],
  taken: FieldTree,
): void {
  const conflicts = others
    .map((entry) => ({ entry, fields: intersection(fieldsOf(entry), taken) }))
    .filter(({ fields }) => !isEmpty(fields));
  if (conflicts.length > 0) throw conflictError(conflicts);
}
