import type { Json, KubeObject } from '../api/kube-object.js';
import type { Field, StructType } from '../schema/struct-type.js';
import { type Changes, compareFields, Gathering } from './compare-fields.js';
import { isFields } from './merge-patch.js';
import { memberOf, rootField } from './typed-field.js';

/** What nobody owns. */
const FREE: ReadonlySet<string> = new Set(['apiVersion', 'kind']);
const FREE_METADATA: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'clusterName',
  'generation',
  'managedFields',
  'resourceVersion',
]);

/** Whether a write by this way may own a part of the object: one through /status not the spec, one of the object itself not the
 * status. */
export function mayOwn(
  struct: StructType,
  part: string,
  subresource: string,
): boolean {
  if (FREE.has(part)) return false;
  if (part === 'spec') return subresource !== 'status';
  return (
    part !== 'status' || subresource === 'status' || !struct.fields.has('spec')
  );
}

/** Whether metadata has an owner for the field. */
export function mayOwnMetadata(name: string): boolean {
  return !FREE_METADATA.has(name);
}

/** Compares two objects in what somebody may own; undefined when that is the same. */
export function compareObjects(
  struct: StructType,
  before: KubeObject,
  after: KubeObject,
  subresource: string,
): Partial<Changes> | undefined {
  const all = new Gathering();
  const root = rootField(struct);
  const old = before as unknown as Record<string, Json>;
  const made = after as unknown as Record<string, Json>;
  for (const part in { ...old, ...made }) {
    const field = memberOf(root, part);
    if (!field || !mayOwn(struct, part, subresource)) continue;
    if (old[part] === made[part]) continue;
    all.add(
      `f:${part}`,
      part === 'metadata'
        ? compareMetadata(old[part], made[part], field)
        : compareFields(old[part], made[part], field),
    );
  }
  return all.toChanges(false, false);
}

function compareMetadata(
  before: Json | undefined,
  after: Json | undefined,
  field: Field,
): Partial<Changes> | undefined {
  const all = new Gathering();
  const old = isFields(before) ? before : {};
  const made = isFields(after) ? after : {};
  for (const name in { ...old, ...made }) {
    const inner = memberOf(field, name);
    if (inner && mayOwnMetadata(name))
      all.add(`f:${name}`, compareFields(old[name], made[name], inner));
  }
  return all.toChanges(false, false);
}
