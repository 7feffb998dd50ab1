import type { PodTemplate } from './pod.js';

/** The label that tells the pods of a deployment's ReplicaSets apart. */
export const HASH_LABEL = 'pod-template-hash';

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A short name of a template. The count is raised when another template has the same one. */
export function toTemplateHash(
  template: PodTemplate,
  collisionCount?: number,
): string {
  let hash = FNV_OFFSET;
  for (const byte of Buffer.from(
    `${canonical(template)}${collisionCount ?? ''}`,
  ))
    hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  return Array.from(String(hash), (digit) => LETTERS[Number(digit) * 2]).join(
    '',
  );
}

/** The same text for the same value, in whatever order its keys are. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${key}:${canonical(one)}`);
  return `{${fields.join(',')}}`;
}
