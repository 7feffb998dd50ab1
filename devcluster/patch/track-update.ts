import type { KubeObject, ManagedFieldsEntry } from '../api/kube-object.js';
import { completeObject } from '../schema/complete-object.js';
import { structType } from '../schema/struct-type.js';
import { difference, LEAF, union } from './field-tree.js';
import {
  capUpdaters,
  fieldsOf,
  isEntryOf,
  sortEntries,
  toEntry,
  withFields,
  withoutFields,
  type Writer,
} from './managed-fields.js';
import { compareObjects } from './owned-parts.js';

export interface TrackOptions extends Omit<Writer, 'operation'> {
  /** Kind.definition. */
  definition: string;
  /** The object before the write; nothing on creation. */
  before?: KubeObject;
  /** Complete and defaulted, as it is to be stored. */
  after: KubeObject;
  /** RFC 3339, whole seconds. */
  time: string;
}

/** Returns metadata.managedFields after a write other than an apply: the writer owns what it changed or added, and nobody what it
 * removed. Returns the entries of `before` themselves when nothing that can be owned has changed. */
export function trackUpdate(
  options: TrackOptions,
): ManagedFieldsEntry[] | undefined {
  const { before, after, subresource, time } = options;
  const entries = baseEntries(options);
  // What lost all its owners has none until somebody applies it.
  if (!entries?.length && before?.metadata.uid) return entries;
  const struct = structType(options.definition);
  const changes = compareObjects(
    struct,
    before ?? emptyObject(options.definition),
    after,
    subresource,
  );
  if (!changes) return entries;
  const { removed = LEAF, modified = LEAF, added = LEAF } = changes;
  const taken = union(modified, added);
  const lost = union(removed, taken);
  const writer: Writer = { ...options, operation: 'Update' };
  const own = entries?.find((entry) => isEntryOf(entry, writer));
  const others = (entries ?? []).filter((entry) => entry !== own);
  const kept = own ? difference(fieldsOf(own), removed) : LEAF;
  const made =
    taken !== LEAF
      ? [toEntry(writer, union(kept, taken), time)]
      : own
        ? withFields(own, kept)
        : [];
  const all = capUpdaters([...withoutFields(others, lost), ...made]);
  return all.length > 0 ? sortEntries(all) : undefined;
}

/** A client may give the entries itself, or clear them with an empty list or an empty entry. */
function baseEntries({
  before,
  after,
  subresource,
}: TrackOptions): ManagedFieldsEntry[] | undefined {
  const given = subresource ? undefined : after.metadata.managedFields;
  if (!given) return before?.metadata.managedFields;
  const isReset = given.every((entry) => !entry.manager && !entry.operation);
  return isReset ? undefined : given;
}

const emptyObjects = new Map<string, KubeObject>();

/** What stands before the first write of an object. */
export function emptyObject(definition: string): KubeObject {
  const known = emptyObjects.get(definition);
  if (known) return known;
  const empty = completeObject<KubeObject>(definition, { metadata: {} });
  emptyObjects.set(definition, empty);
  return empty;
}
