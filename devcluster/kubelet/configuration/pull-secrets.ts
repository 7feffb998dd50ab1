import type { PodObject } from '../pod-object.js';
import type { ReadConfiguration } from './reference.js';

const TYPES = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

/** What became of a pod's imagePullSecrets. */
export interface PullSecrets {
  /** One of them can open a registry. */
  isUsable: boolean;
  missing: string[];
}

/** Reads the Secrets that a pod names for the pull of its images. */
export async function readPullSecrets(
  read: ReadConfiguration,
  { metadata, spec }: PodObject,
): Promise<PullSecrets> {
  const missing: string[] = [];
  let isUsable = false;
  for (const { name } of spec.imagePullSecrets ?? []) {
    if (!name) continue;
    const secret = await read('Secret', metadata.namespace, name);
    if (!secret) missing.push(name);
    else isUsable ||= TYPES.includes(secret.type ?? '');
  }
  return { isUsable, missing };
}
