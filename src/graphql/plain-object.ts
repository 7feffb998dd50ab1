import type { RawObject } from '../cluster/cluster.js';
import { ANNOTATIONS } from '../cluster/labels.js';
import { isSecret, LAST_APPLIED } from './secret-values.js';

const OF_THE_CLUSTER = [
  'managedFields',
  'resourceVersion',
  'generation',
  'uid',
  'creationTimestamp',
  'selfLink',
] as const;

/** An object as a person would write it: without what the cluster keeps for itself, without our key of the call, and without
 * the values of a Secret. */
export function plainObject(object: RawObject): Record<string, unknown> {
  const {
    status: _status,
    metadata,
    ...rest
  } = structuredClone(object) as RawObject & { status?: unknown };
  const plain: Record<string, unknown> = { ...metadata };
  for (const key of OF_THE_CLUSTER) delete plain[key];
  const { [ANNOTATIONS.idempotencyKey]: _key, ...annotations } =
    metadata?.annotations ?? {};
  if (isSecret(object)) delete annotations[LAST_APPLIED];
  if (Object.keys(annotations).length > 0) plain.annotations = annotations;
  else delete plain.annotations;
  return { ...withoutValues(rest), metadata: plain };
}

function withoutValues(object: Record<string, unknown>): object {
  if (!isSecret(object)) return object;
  const { data, stringData: _stringData, ...rest } = object;
  const hidden = Object.keys((data as object | undefined) ?? {}).map((key) => [
    key,
    '(not shown)',
  ]);
  return { ...rest, data: Object.fromEntries(hidden) as object };
}
