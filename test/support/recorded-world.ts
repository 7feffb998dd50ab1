import type { ControlPlane } from './control-plane.js';

/** What the cluster says about an app: the raw objects of its namespace. */
export interface RecordedWorld {
  workload: object;
  replicaSets: object[];
  pods: object[];
  events: object[];
  services: object[];
  endpointSlices: object[];
}

export interface Item {
  metadata: {
    name: string;
    generation?: number;
    managedFields?: unknown;
    finalizers?: string[];
  };
}

/** Reads the world of an app; `path` is that of its workload, as in `apps/v1/deployments/web`. */
export async function readWorld(
  plane: ControlPlane,
  namespace: string,
  path: string,
): Promise<RecordedWorld> {
  const read = (collection: string) => listItems(plane, collection, namespace);
  const workload = await plane.call<Item>('GET', toPath(path, namespace));
  return {
    workload: trimmed(workload),
    replicaSets: await read('apps/v1/replicasets'),
    pods: await read('v1/pods'),
    events: await read('v1/events'),
    services: await read('v1/services'),
    endpointSlices: await read('discovery.k8s.io/v1/endpointslices'),
  };
}

/** What is in a collection of a namespace. */
export async function listItems(
  plane: ControlPlane,
  collection: string,
  namespace: string,
): Promise<Item[]> {
  const { items } = await plane.call<{ items: Item[] }>(
    'GET',
    toPath(collection, namespace),
  );
  return items.map(trimmed);
}

/** `apps/v1/deployments/web` as a path of the API; without a namespace it is cluster-wide. */
export function toPath(path: string, namespace?: string): string {
  const [, group = '', version = '', rest = ''] =
    /^(?:([^/]+)\/)?(v\d+)\/(.+)$/.exec(path) ?? [];
  const scope = namespace ? `/namespaces/${namespace}` : '';
  return `${group ? `/apis/${group}` : '/api'}/${version}${scope}/${rest}`;
}

/** Without what says nothing about the state. */
function trimmed<T extends Item>(item: T): T {
  delete item.metadata.managedFields;
  return item;
}
