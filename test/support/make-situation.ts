import { setTimeout as sleep } from 'node:timers/promises';

import { type ControlPlane, uniqueName } from './control-plane.js';
import { eventually } from './eventually.js';
import { APP, type Bodies, type Situation } from './status-situation.js';

/** What the cluster says about an app: the raw objects of its namespace. */
export interface RecordedWorld {
  workload: object;
  replicaSets: object[];
  pods: object[];
  events: object[];
  services: object[];
  endpointSlices: object[];
}

export interface Made {
  namespace: string;
  world: RecordedWorld;
  remove(): Promise<void>;
}

type Item = {
  metadata: { name: string; managedFields?: unknown; finalizers?: string[] };
};

interface Observed {
  metadata: { generation: number };
  status?: { observedGeneration?: number };
}

/** Makes a situation in a tenant of its own and waits for its evidence. */
export async function makeSituation(
  plane: ControlPlane,
  { labels, global, before, workload, after, evidence, name }: Situation,
): Promise<Made> {
  const namespace = uniqueName(`st-${name.slice(0, 30)}`);
  const fill = <T>(body: T): T =>
    JSON.parse(JSON.stringify(body).replaceAll('NAMESPACE', namespace)) as T;
  const post = async (
    bodies: Bodies = [],
    scope = `/namespaces/${namespace}`,
  ) => {
    for (const [collection, body] of bodies)
      await plane.call('POST', toPath(collection, scope), fill(body));
  };
  await plane.call('POST', '/api/v1/namespaces', {
    metadata: {
      name: namespace,
      labels: { 'moorage.dev/tenant': namespace, ...labels },
    },
  });
  await eventually(() =>
    plane.call(
      'GET',
      `/api/v1/namespaces/${namespace}/serviceaccounts/default`,
    ),
  );
  await post(global, '');
  await post(before);
  const isDeployment = (workload as { kind: string }).kind === 'Deployment';
  const collection = isDeployment
    ? 'apps/v1/deployments'
    : 'v1/replicationcontrollers';
  await post([[collection, workload]]);
  const read = () => readWorld(plane, namespace, `${collection}/${APP}`);
  const until = (what: RegExp, seconds = 40) =>
    eventually(async () => {
      const world = await read();
      if (!what.test(JSON.stringify(world)))
        throw new Error(`${name}: the cluster does not say ${String(what)}.`);
      return world;
    }, seconds);
  // The controllers have looked at the workload, too.
  const settled = () =>
    eventually(async () => {
      const world = await read();
      const { metadata, status } = world.workload as Observed;
      const seen = status?.observedGeneration === metadata.generation;
      if (!seen || !evidence.test(JSON.stringify(world)))
        throw new Error(
          `${name}: the cluster does not say ${String(evidence)}.`,
        );
      return world;
    }, 40);
  // A recording is read again when the controllers have come to rest.
  const recordable = async () => {
    const world = await settled();
    if (!process.env.RECORD) return world;
    await sleep(2_000);
    return settled();
  };
  const inside = `/namespaces/${namespace}`;
  await after?.({
    namespace,
    until: async (what) => void (await until(what)),
    post: (into, body) => post([[into, body]]),
    patch: async (path, body, subresource) => {
      const target =
        toPath(path, inside) + (subresource ? `/${subresource}` : '');
      const type = 'application/strategic-merge-patch+json';
      await plane.call('PATCH', target, body, type);
    },
    remove: async (path) => {
      await plane.call('DELETE', toPath(path, inside));
    },
    pods: async () =>
      (await list(plane, 'v1/pods', namespace)).map(
        ({ metadata }) => metadata.name,
      ),
  });
  return {
    namespace,
    world: await recordable(),
    async remove() {
      for (const { metadata } of await list(plane, 'v1/pods', namespace))
        if (metadata.finalizers)
          await plane.call(
            'PATCH',
            toPath(`v1/pods/${metadata.name}`, inside),
            { metadata: { finalizers: null } },
            'application/merge-patch+json',
          );
      for (const [kind] of global ?? [])
        await plane.call('DELETE', `${toPath(kind, '')}/${namespace}`);
      await plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    },
  };
}

async function readWorld(
  plane: ControlPlane,
  namespace: string,
  path: string,
): Promise<RecordedWorld> {
  const read = (collection: string) => list(plane, collection, namespace);
  const workload = await plane.call<Item>(
    'GET',
    toPath(path, `/namespaces/${namespace}`),
  );
  return {
    workload: trimmed(workload),
    replicaSets: await read('apps/v1/replicasets'),
    pods: await read('v1/pods'),
    events: await read('v1/events'),
    services: await read('v1/services'),
    endpointSlices: await read('discovery.k8s.io/v1/endpointslices'),
  };
}

async function list(
  plane: ControlPlane,
  collection: string,
  namespace: string,
): Promise<Item[]> {
  const { items } = await plane.call<{ items: Item[] }>(
    'GET',
    toPath(collection, `/namespaces/${namespace}`),
  );
  return items.map(trimmed);
}

/** Without what says nothing about the state. */
function trimmed<T extends Item>(item: T): T {
  delete item.metadata.managedFields;
  return item;
}

function toPath(path: string, scope: string): string {
  const [, group = '', version = '', rest = ''] =
    /^(?:([^/]+)\/)?(v\d+)\/(.+)$/.exec(path) ?? [];
  return `${group ? `/apis/${group}` : '/api'}/${version}${scope}/${rest}`;
}
