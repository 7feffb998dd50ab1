import { formatQuantity } from './format-quantity.js';
import { parseParts } from './parse-quantity.js';
import type { Quantity } from './quantity.js';

/** The same few texts come again and again. */
const known = new Map<string, string>();
const knownAmounts = new Map<string, string>();
const MOST_KNOWN = 5_000;
const MILLI = 1_000_000n;

/** The text under which the API server shows a quantity: `0.5` becomes `500m`, `0.5Gi` becomes `512Mi`. Throws a QuantityError. */
export function canonicalQuantity(text: string): string {
  return remembered(known, text, () => {
    const { quantity, isKept } = parseParts(text);
    return isKept ? text : formatQuantity(quantity);
  });
}

/** As in a list of resources, where nothing is finer than a thousandth: `0.0001` becomes `1m`. */
export function canonicalAmount(text: string): string {
  return remembered(knownAmounts, text, () => {
    const { quantity } = parseParts(text);
    return quantity.nanos % MILLI === 0n
      ? canonicalQuantity(text)
      : formatQuantity(toWholeMillis(quantity));
  });
}

function toWholeMillis({ nanos, format }: Quantity): Quantity {
  const millis = nanos / MILLI + (nanos < 0n ? -1n : 1n);
  return { nanos: millis * MILLI, format };
}

function remembered(
  map: Map<string, string>,
  text: string,
  create: () => string,
): string {
  const found = map.get(text);
  if (found !== undefined) return found;
  const made = create();
  if (map.size >= MOST_KNOWN) map.clear();
  map.set(text, made);
  return made;
}
