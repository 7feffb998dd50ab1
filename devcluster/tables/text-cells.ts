import type { LabelSelector } from '../kinds/label-selector.js';
import { toSelectorText } from '../kinds/selector-text.js';

export const NONE = '<none>';
export const UNSET = '<unset>';

interface Container {
  name?: string;
  image?: string;
}

/** The labels as `a=1,b=2`, in the order of these texts. */
export function toLabelsCell(labels: Record<string, string> = {}): string {
  const texts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return texts.sort().join(',') || NONE;
}

/** The selector in the form of a query. */
export function toSelectorCell(selector: LabelSelector = {}): string {
  return toSelectorText(selector) || NONE;
}

/** One field of each container. */
export function toContainersCell(
  containers: readonly Container[] = [],
  field: 'name' | 'image',
): string {
  return containers.map((container) => container[field] ?? '').join(',');
}

/** The first few of a list, and how many there are besides: `a,b,c + 2 more...`. */
export function toFirstFew(
  items: readonly (string | number)[],
  most: number,
  separator = ',',
): string {
  const shown = items.slice(0, most).join(separator);
  const rest = items.length - most;
  return rest > 0 ? `${shown} + ${rest} more...` : shown;
}
