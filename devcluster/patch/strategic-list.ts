import type { Json } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';
import { toGoText } from './go-text.js';
import { isFields } from './merge-patch.js';
import { brokenPatch } from './patch-error.js';

type Fields = Record<string, Json>;

/** How a list is merged. */
export interface ListRule {
  /** For messages. */
  name: string;
  /** What names an item; undefined for a list of texts. */
  mergeKey?: string;
  merge(before: Fields, patch: Fields): Fields;
}

/** Merges a list item by item: items of the same name become one, new ones are added, the order is that of the patch as far as
 * it goes. */
export function mergeList(
  before: readonly Json[],
  patch: readonly Json[],
  rule: ListRule,
): Json[] {
  const { mergeKey } = rule;
  if (![...before, ...patch].some(isFields)) {
    const merged = [...new Set([...before, ...patch])];
    return orderList(merged, patch, before, undefined);
  }
  if (!mergeKey)
    throw brokenPatch(`cannot merge lists without merge key for ${rule.name}`);
  const { kept, changes } = followDirectives(before, patch, mergeKey);
  const merged = [...kept];
  for (const change of changes) {
    const at = merged.findIndex((one) =>
      hasKey(one, mergeKey, change[mergeKey]),
    );
    if (at < 0) merged.push(change);
    else merged[at] = rule.merge(merged[at] as Fields, change);
  }
  return orderList(merged, changes, kept, mergeKey);
}

/** Takes out the items that the patch deletes or replaces. */
function followDirectives(
  before: readonly Json[],
  patch: readonly Json[],
  mergeKey: string,
): { kept: readonly Json[]; changes: Fields[] } {
  let kept = before;
  let isReplaced = false;
  const changes: Fields[] = [];
  for (const item of patch) {
    if (!isFields(item))
      throw brokenPatch(
        `expected a map[string]interface {}, but received a ${typeof item}`,
      );
    const { $patch: directive } = item;
    if (directive === 'replace') {
      isReplaced = true;
      continue;
    }
    if (directive !== undefined && directive !== 'delete')
      throw brokenPatch(
        directive === 'merge'
          ? 'merging lists cannot yet be specified in the patch'
          : `unknown patch type: ${toGoText(directive)} in map: ${toGoText(item)}`,
      );
    if (!(mergeKey in item))
      throw brokenPatch(
        `map: ${toGoText(item)} does not contain declared merge key: ${mergeKey}`,
      );
    if (directive === undefined) changes.push(item);
    else kept = kept.filter((one) => !hasKey(one, mergeKey, item[mergeKey]));
  }
  return isReplaced ? { kept: changes, changes: [] } : { kept, changes };
}

/** Puts the items that `order` names into its order; the others stay as near to their old neighbours as that allows. */
export function orderList(
  list: readonly Json[],
  order: readonly Json[],
  before: readonly Json[],
  mergeKey: string | undefined,
): Json[] {
  const nameOf = (item: Json) =>
    mergeKey && isFields(item) ? item[mergeKey] : item;
  const placeIn = (places: readonly Json[], item: Json) =>
    places.findIndex((one) => isEqual(nameOf(one), nameOf(item)));
  const named = list
    .filter((item) => placeIn(order, item) >= 0)
    .sort((a, b) => placeIn(order, a) - placeIn(order, b));
  const others = list
    .filter((item) => placeIn(order, item) < 0)
    .sort((a, b) => placeIn(before, a) - placeIn(before, b));
  const result: Json[] = [];
  for (const item of named) {
    const place = placeIn(before, item);
    while (others[0] !== undefined && place >= 0 && isBefore(others[0], place))
      result.push(others.shift() as Json);
    result.push(item);
  }
  return [...result, ...others];

  function isBefore(other: Json, place: number): boolean {
    const own = placeIn(before, other);
    return own >= 0 && own < place;
  }
}

/** Throws unless the items of a patch stand in the order that goes with it. */
export function checkOrder(
  patch: readonly Json[],
  order: readonly Json[],
  mergeKey: string | undefined,
): void {
  const nameOf = (item: Json) =>
    mergeKey && isFields(item) ? item[mergeKey] : item;
  const items = patch.filter((item) => !isFields(item) || !('$patch' in item));
  let next = 0;
  for (const place of order)
    if (
      next < items.length &&
      isEqual(nameOf(place), nameOf(items[next] as Json))
    )
      next += 1;
  if (order.length > 0 && next < items.length)
    throw brokenPatch(
      `The order in patch list:\n${toGoText([...patch])}\n doesn't match $setElementOrder list:\n${toGoText([...order])}\n`,
    );
}

/** Takes texts or numbers out of a list. */
export function deleteFromList(
  list: readonly Json[],
  unwanted: readonly Json[],
): Json[] {
  return list.filter((item) => !unwanted.includes(item));
}

function hasKey(item: Json, key: string, value: Json | undefined): boolean {
  return isFields(item) && value !== undefined && item[key] === value;
}
