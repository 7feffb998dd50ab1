import type { V1PodTemplateSpec } from '@kubernetes/client-node';
import { createHash } from 'node:crypto';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';

/** A short name for what a pod template says; who changed it does not count. */
export function templateHash({
  metadata,
  spec,
}: Raw<V1PodTemplateSpec>): string {
  const text = JSON.stringify([sorted(metadata?.labels ?? {}), sorted(spec)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** A template that carries its own hash. */
export function withTemplateHash(
  template: Raw<V1PodTemplateSpec>,
): Raw<V1PodTemplateSpec> {
  const annotations = {
    ...template.metadata?.annotations,
    [ANNOTATIONS.templateHash]: templateHash(template),
  };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
