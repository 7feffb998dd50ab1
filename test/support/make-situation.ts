import { setTimeout as sleep } from 'node:timers/promises';

import { type ControlPlane, uniqueName } from './control-plane.js';
import { eventually } from './eventually.js';
import {
  type Item,
  listItems,
  readWorld,
  type RecordedWorld,
  toPath,
} from './recorded-world.js';
import {
  APP,
  type Bodies,
  type Doing,
  type Situation,
  toHealthyTemplate,
} from './status-situation.js';

export interface Made {
  namespace: string;
  world: RecordedWorld;
  /** Takes the cause away and waits until all pods are available. */
  heal(): Promise<void>;
  remove(): Promise<void>;
}

interface Observed {
  metadata: { generation: number };
  spec: { replicas: number };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
  };
}

const SECONDS = 60;
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

/** Where a situation is made. */
interface Site {
  plane: ControlPlane;
  situation: Situation;
  namespace: string;
  /** `apps/v1/deployments/web` */
  path: string;
  doing: Doing;
}

/** Makes a situation in a tenant of its own and waits for its evidence. */
export async function makeSituation(
  plane: ControlPlane,
  situation: Situation,
): Promise<Made> {
  const namespace = uniqueName(`st-${situation.name.slice(0, 30)}`);
  const path = `${collectionOf(situation)}/${APP}`;
  const doing = createDoing(plane, namespace, path);
  const site: Site = { plane, situation, namespace, path, doing };
  try {
    await make(site);
    const world = await settled(site);
    return {
      ...{ namespace, world },
      heal: () => heal(site),
      remove: () => remove(site),
    };
  } catch (error) {
    await remove(site).catch(() => undefined);
    throw error;
  }
}

const isDeployment = ({ workload }: Situation) =>
  (workload as { kind: string }).kind === 'Deployment';
const collectionOf = (situation: Situation) =>
  isDeployment(situation) ? 'apps/v1/deployments' : 'v1/replicationcontrollers';

async function make({ plane, situation, namespace, doing }: Site) {
  const { labels, global = [], before = [], workload, after } = situation;
  const fill = (bodies: Bodies) =>
    JSON.parse(
      JSON.stringify(bodies).replaceAll('NAMESPACE', namespace),
    ) as Bodies;
  await plane.call('POST', '/api/v1/namespaces', {
    metadata: {
      name: namespace,
      labels: { 'moorage.dev/tenant': namespace, ...labels },
    },
  });
  await eventually(() =>
    plane.call('GET', toPath('v1/serviceaccounts/default', namespace)),
  );
  for (const [into, body] of fill(global))
    await plane.call('POST', toPath(into), body);
  for (const [into, body] of fill(before)) await doing.post(into, body);
  if (before.length > 0) await heardOf(plane, namespace);
  for (const [into, body] of fill([[collectionOf(situation), workload]]))
    await doing.post(into, body);
  await after?.(doing);
}

/** The cluster shows it, and the controllers have looked at the workload. A recording is read when they have come to rest. */
async function settled(site: Site, again = !!process.env.RECORD) {
  const { plane, namespace, path, situation } = site;
  const { name, evidence } = situation;
  const world = await eventually(async () => {
    const read = await readWorld(plane, namespace, path);
    const { metadata, status } = read.workload as Observed;
    const seen = status?.observedGeneration === metadata.generation;
    if (!seen || !evidence.test(JSON.stringify(read)))
      throw new Error(`${name}: the cluster does not say ${String(evidence)}.`);
    return read;
  }, SECONDS);
  if (!again) return world;
  await sleep(2_000);
  return settled(site, false);
}

async function heal({ plane, situation, namespace, path, doing }: Site) {
  await (situation.heal ?? (({ renew }) => renew()))(doing);
  await eventually(async () => {
    const { metadata, spec, status } = await plane.call<Observed>(
      'GET',
      toPath(path, namespace),
    );
    const counts = [
      status?.availableReplicas,
      status?.replicas,
      ...(isDeployment(situation) ? [status?.updatedReplicas] : []),
    ];
    const seen = status?.observedGeneration === metadata.generation;
    if (!seen || counts.some((count) => count !== spec.replicas))
      throw new Error(
        `${situation.name}: its pods are not available: ${JSON.stringify(status)}`,
      );
  }, SECONDS);
}

async function remove({ plane, situation, namespace }: Site) {
  for (const { metadata } of await listItems(plane, 'v1/pods', namespace))
    if (metadata.finalizers)
      await plane.call(
        'PATCH',
        toPath(`v1/pods/${metadata.name}`, namespace),
        { metadata: { finalizers: null } },
        MERGE,
      );
  for (const [kind] of situation.global ?? [])
    await plane
      .call('DELETE', `${toPath(kind)}/${namespace}`)
      .catch(() => undefined);
  await plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
}

/** Admission hears of quotas and limits a moment after they were made. */
async function heardOf(plane: ControlPlane, namespace: string): Promise<void> {
  await eventually(async () => {
    const path = toPath('v1/resourcequotas', namespace);
    const { items } = await plane.call<{
      items: { status?: { hard?: object } }[];
    }>('GET', path);
    if (items.some(({ status }) => !status?.hard))
      throw new Error('A quota has not been counted yet.');
  });
  await sleep(1_000);
}

function createDoing(
  plane: ControlPlane,
  namespace: string,
  workload: string,
): Doing {
  const at = (path: string) => toPath(path, namespace);
  const says = async (what: RegExp) =>
    what.test(JSON.stringify(await readWorld(plane, namespace, workload)));
  const pods = async () =>
    (await listItems(plane, 'v1/pods', namespace)).map(
      ({ metadata }) => metadata.name,
    );
  return {
    ...{ namespace, says, pods },
    call: plane.call.bind(plane),
    until: (what) =>
      eventually(async () => {
        if (!(await says(what)))
          throw new Error(`The cluster does not say ${String(what)}.`);
      }, SECONDS),
    async post(into, body) {
      await plane.call('POST', at(into), body);
    },
    async patch(path, body, subresource) {
      const target = at(path) + (subresource ? `/${subresource}` : '');
      await plane.call('PATCH', target, body, STRATEGIC);
    },
    async remove(path) {
      await plane.call('DELETE', at(path));
    },
    async removeAtOnce(path) {
      await plane.call('DELETE', `${at(path)}?gracePeriodSeconds=0`);
    },
    async renew() {
      await eventually(async () => {
        const raw = await plane.call<Item & { spec: object }>(
          'GET',
          at(workload),
        );
        const spec = { ...raw.spec, template: toHealthyTemplate() };
        await plane.call('PUT', at(workload), { ...raw, spec });
      });
      if (workload.startsWith('apps/')) return;
      for (const pod of await pods())
        await plane.call('DELETE', at(`v1/pods/${pod}`));
    },
  };
}
