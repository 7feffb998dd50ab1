import { isNotFound } from '../../src/cluster/cluster-error.js';
import type { Kind } from '../../src/cluster/kinds.js';
import type { Sender } from '../../src/cluster/sender.js';
import type { Manifest } from './read-manifests.js';

interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

/** The kind of an object as the cluster offers it; undefined where it does not. */
export async function findKind(
  sender: Sender,
  { apiVersion, kind }: Manifest,
): Promise<Kind | undefined> {
  const resources = await readResources(sender, apiVersion);
  const found = resources.find(
    (resource) => resource.kind === kind && !resource.name.includes('/'),
  );
  if (!found) return undefined;
  const { name: plural, namespaced } = found;
  return { apiVersion, kind, plural, namespaced };
}

async function readResources(
  sender: Sender,
  apiVersion: string,
): Promise<ResourceList['resources']> {
  const root = apiVersion.includes('/') ? '/apis' : '/api';
  try {
    const list = await sender.read(`${root}/${apiVersion}`);
    return (list as ResourceList).resources;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
