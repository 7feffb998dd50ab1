import type { Json } from '../api/kube-object.js';

type Fields = Record<string, Json>;

/** Applies RFC 7386: null deletes, lists are replaced whole. Returns a new document that shares what did not change. */
export function applyMergePatch(document: Json | undefined, patch: Json): Json {
  if (!isFields(patch)) return withoutNulls(patch);
  const before = isFields(document) ? document : {};
  const merged = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(patch))
    if (value === null) merged.delete(key);
    else merged.set(key, applyMergePatch(merged.get(key), value));
  return Object.fromEntries(merged);
}

/** Within a list there is nothing for a null to delete. */
function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
