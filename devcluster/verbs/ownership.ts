import { toApiVersion } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { toTimestamp } from '../api/timestamp.js';
import { trackUpdate } from '../patch/track-update.js';
import type { Call } from './call.js';
import type { WriteOptions } from './write-options.js';

/** Writes down who owns the fields that a write other than an apply sets; `old` is missing for a new object. */
export function ownWritten(
  { kind, target }: Call,
  { manager }: WriteOptions,
  draft: KubeObject,
  old?: KubeObject,
): void {
  const managedFields = trackUpdate({
    definition: kind.definition,
    manager,
    apiVersion: toApiVersion(kind),
    subresource: target.subresource,
    ...(old && { before: old }),
    after: draft,
    time: toTimestamp(new Date()),
  });
  setManagedFields(draft, managedFields);
}

export function setManagedFields(
  { metadata }: KubeObject,
  managedFields: KubeObject['metadata']['managedFields'],
): void {
  if (managedFields?.length) metadata.managedFields = managedFields;
  else delete metadata.managedFields;
}
