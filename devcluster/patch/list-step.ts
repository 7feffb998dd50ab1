import type { Json } from '../api/kube-object.js';
import type { Field } from '../schema/struct-type.js';
import { isFields } from './merge-patch.js';
import { memberOf } from './typed-field.js';

/** The step to an item of a list whose items have names: `k:{"name":"c"}` or `v:"x"`. Undefined when the item has none of its keys. */
export function toListStep(field: Field, item: Json): string | undefined {
  if (field.isSet) return `v:${JSON.stringify(item)}`;
  if (!isFields(item) || field.type.kind !== 'list') return undefined;
  const key: Record<string, Json> = {};
  for (const name of sortedKeys(field)) {
    const inner = memberOf(field.type.item, name);
    const value = item[name] ?? inner?.fallback ?? zeroKey(inner);
    if (value !== undefined && value !== null) key[name] = value;
  }
  return `k:${JSON.stringify(key)}`;
}

/** The items of a list by their steps, in their order. Items without a name are left out. */
export function groupItems(
  field: Field,
  list: Json | undefined,
): Map<string, Json[]> {
  const groups = new Map<string, Json[]>();
  if (!Array.isArray(list)) return groups;
  for (const item of list) {
    const step = toListStep(field, item);
    if (step === undefined) continue;
    const group = groups.get(step);
    if (group) group.push(item);
    else groups.set(step, [item]);
  }
  return groups;
}

/** A key that Go writes although it is empty names the item by being empty. */
function zeroKey(field: Field | undefined): Json | undefined {
  if (!field?.isAlways) return undefined;
  return field.type.kind === 'string' ? '' : 0;
}

const sorted = new WeakMap<Field, readonly string[]>();

function sortedKeys(field: Field): readonly string[] {
  const known = sorted.get(field);
  if (known) return known;
  const keys = [...(field.listKeys ?? [])].sort();
  sorted.set(field, keys);
  return keys;
}

/** `.data.a`, `[name="c"]`, `[="x"]`: a step as messages show it. */
export function toStepText(step: string): string {
  const text = step.slice(2);
  if (step.startsWith('f:')) return `.${text}`;
  if (step.startsWith('v:')) return `[=${text}]`;
  const key = JSON.parse(text) as Record<string, Json>;
  return `[${Object.entries(key)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}]`;
}
