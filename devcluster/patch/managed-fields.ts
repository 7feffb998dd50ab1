import type { ManagedFieldsEntry } from '../api/kube-object.js';
import { difference, type FieldTree, isEmpty, union } from './field-tree.js';

/** Who writes, and by which way. */
export interface Writer {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  /** Empty for the object itself. */
  subresource: string;
}

/** More writers than these are not told apart. */
const MOST_UPDATERS = 10;
const OLD_UPDATER = 'ancient-changes';

/** Whether the entry is that of the writer. Appliers are the same in every version. */
export function isEntryOf(entry: ManagedFieldsEntry, writer: Writer): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === writer.operation &&
    (entry.subresource ?? '') === writer.subresource &&
    (writer.operation === 'Apply' || entry.apiVersion === writer.apiVersion)
  );
}

export function fieldsOf(entry: ManagedFieldsEntry): FieldTree {
  return entry.fieldsV1 as FieldTree;
}

/** The entry with other fields; the same entry when they are the same, none when they are empty. */
export function withFields(
  entry: ManagedFieldsEntry,
  fields: FieldTree,
): ManagedFieldsEntry[] {
  if (fields === entry.fieldsV1) return [entry];
  return isEmpty(fields) ? [] : [{ ...entry, fieldsV1: fields }];
}

/** Takes the fields away from every entry. */
export function withoutFields(
  entries: readonly ManagedFieldsEntry[],
  fields: FieldTree,
): ManagedFieldsEntry[] {
  return entries.flatMap((entry) =>
    withFields(entry, difference(fieldsOf(entry), fields)),
  );
}

export function toEntry(
  { manager, operation, apiVersion, subresource }: Writer,
  fields: FieldTree,
  time: string,
): ManagedFieldsEntry {
  return {
    manager,
    operation,
    apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: fields,
    ...(subresource && { subresource }),
  };
}

/** In the order in which the API server shows entries: appliers, then the oldest first. */
export function sortEntries(
  entries: readonly ManagedFieldsEntry[],
): ManagedFieldsEntry[] {
  const key = ({
    operation,
    time,
    manager,
    apiVersion,
    subresource = '',
  }: ManagedFieldsEntry) =>
    [operation, time, manager, apiVersion, subresource].join('\0');
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Joins the oldest updaters of a version into one when there are too many. */
export function capUpdaters(
  entries: readonly ManagedFieldsEntry[],
): readonly ManagedFieldsEntry[] {
  const updaters = entries.filter(({ operation }) => operation === 'Update');
  let surplus = updaters.length - MOST_UPDATERS;
  if (surplus <= 0) return entries;
  const oldest = [...updaters].sort((a, b) =>
    `${a.time}\0${a.manager}` < `${b.time}\0${b.manager}` ? -1 : 1,
  );
  const buckets = new Map<string, ManagedFieldsEntry>();
  const joined = new Set<ManagedFieldsEntry>();
  for (const entry of oldest) {
    if (surplus <= 0) break;
    const bucket = buckets.get(entry.apiVersion);
    joined.add(entry);
    if (bucket) surplus -= 1;
    buckets.set(entry.apiVersion, {
      ...entry,
      manager: bucket ? OLD_UPDATER : entry.manager,
      fieldsV1: bucket
        ? union(fieldsOf(bucket), fieldsOf(entry))
        : entry.fieldsV1,
    });
  }
  return [
    ...entries.filter((entry) => !joined.has(entry)),
    ...buckets.values(),
  ];
}
