import type { RawObject } from '../cluster/cluster.js';

interface Versioned {
  metadata?: { uid?: string; generation?: number; resourceVersion?: string };
}

/** The opaque version of an object: uid with its generation where the kind has one (a status write is no change), else with its
 * resourceVersion. */
export function versionOf(object: RawObject | Versioned): string {
  const { uid = '', generation, resourceVersion = '' } = object.metadata ?? {};
  return Buffer.from(
    `${uid}:${generation === undefined ? `r${resourceVersion}` : generation}`,
  ).toString('base64url');
}
