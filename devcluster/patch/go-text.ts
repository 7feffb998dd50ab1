import type { Json } from '../api/kube-object.js';

/** A value as Go prints it by default: `map[data:map[a:5]]`. */
export function toGoText(value: Json): string {
  if (value === null) return '<nil>';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(toGoText).join(' ')}]`;
  const entries = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${key}:${toGoText(one)}`);
  return `map[${entries.join(' ')}]`;
}
