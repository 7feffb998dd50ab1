import { setTimeout as sleep } from 'node:timers/promises';

import type { ApiClient } from '../kubelet/api-client.js';
import type { Resource } from './resource.js';

/** A resource as the API server offers it. */
export interface OfferedResource extends Resource {
  verbs: readonly string[];
}

interface ResourceList {
  groupVersion: string;
  resources?: {
    name: string;
    kind: string;
    namespaced: boolean;
    verbs: string[];
  }[];
}

interface GroupList {
  groups: { preferredVersion: { groupVersion: string } }[];
}

/** Returns what the API server offers, each resource once: in the preferred version of its group. */
export async function discover(client: ApiClient): Promise<OfferedResource[]> {
  const get = <T>(path: string) => client.send<T>({ method: 'GET', path });
  const { groups } = await get<GroupList>('/apis');
  const lists = await Promise.all([
    get<ResourceList>('/api/v1'),
    ...groups.map(({ preferredVersion }) =>
      get<ResourceList>(`/apis/${preferredVersion.groupVersion}`),
    ),
  ]);
  return lists.flatMap(({ groupVersion, resources = [] }) => {
    const [version = '', group = ''] = groupVersion.split('/').reverse();
    return resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced, verbs }) => ({
        group,
        version,
        plural: name,
        kind,
        namespaced,
        verbs,
      }));
  });
}

export function offers(
  { verbs }: OfferedResource,
  ...wanted: readonly string[]
): boolean {
  return wanted.every((verb) => verbs.includes(verb));
}

const RETRY_MS = 500;

/** Asks until there is an answer; returns nothing after the abort. */
export async function discoverUntil(
  client: ApiClient,
  signal: AbortSignal,
): Promise<OfferedResource[]> {
  while (!signal.aborted)
    try {
      return await discover(client);
    } catch {
      await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  return [];
}
