import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';

import type { Raw } from '../../cluster/raw.js';

/** A short name for what a pod template says; who changed it does not count. */
export function templateHash({
  metadata,
  spec,
}: Raw<V1PodTemplateSpec>): string {
  const text = JSON.stringify([sorted(metadata?.labels ?? {}), sorted(spec)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
