import type { Json } from '../api/kube-object.js';
import type { Field } from '../schema/struct-type.js';
import { groupItems } from './list-step.js';
import { isFields } from './merge-patch.js';
import { isBlank, isWhole, memberOf } from './typed-field.js';

/** Puts a configuration over a live value: what the configuration leaves out stays, items of the same name become one. */
export function mergeConfig(
  live: Json | undefined,
  config: Json | undefined,
  field: Field,
): Json | undefined {
  if (config === undefined) return live;
  if (live === undefined || isWhole(field)) return config;
  if (isBlank(config)) return isBlank(live) ? config : live;
  if (Array.isArray(config)) return mergeItems(live, config, field);
  if (!isFields(config) || !isFields(live)) return config;
  const merged = new Map(Object.entries(live));
  for (const [key, value] of Object.entries(config)) {
    const member = memberOf(field, key);
    const made = member ? mergeConfig(merged.get(key), value, member) : value;
    if (made !== undefined) merged.set(key, made);
  }
  return Object.fromEntries(merged);
}

function mergeItems(live: Json, config: Json[], field: Field): Json {
  if (field.type.kind !== 'list') return config;
  const { item } = field.type;
  const old = groupItems(field, live);
  const made = groupItems(field, config);
  const steps = joinOrders([...old.keys()], [...made.keys()]);
  return steps.flatMap((step) => {
    const was = old.get(step) ?? [];
    const [now] = made.get(step) ?? [];
    if (now === undefined) return was;
    // Several items of one name are replaced by the one that is applied.
    const only = was.length === 1 ? was[0] : undefined;
    return [mergeConfig(only, now, item) as Json];
  });
}

/** Both lists in one: the order of `second` among its own, with what only `first` has as near to its old neighbours as that allows. */
function joinOrders(
  first: readonly string[],
  second: readonly string[],
): string[] {
  const inFirst = new Set(first);
  const inSecond = new Set(second);
  const shared = second.filter((one) => inFirst.has(one));
  const result: string[] = [];
  const done = new Set<string>();
  let left = 0;
  let right = 0;
  let nextShared = 0;
  const take = (one: string) => {
    result.push(one);
    done.add(one);
    if (shared[nextShared] === one) nextShared += 1;
  };
  while (left < first.length || right < second.length) {
    const old = first[left];
    const made = second[right];
    if (old !== undefined && old === made) {
      take(old);
      left += 1;
      right += 1;
    } else if (old !== undefined && !inSecond.has(old)) {
      result.push(old);
      left += 1;
    } else if (
      old !== undefined &&
      made !== undefined &&
      nextShared < shared.length &&
      shared[nextShared] !== old
    ) {
      // Its turn comes with the other list.
      left += 1;
    } else {
      if (old !== undefined && done.has(old)) left += 1;
      if (made === undefined) {
        if (old !== undefined && !done.has(old)) left += 1;
        continue;
      }
      take(made);
      right += 1;
    }
  }
  return result;
}
