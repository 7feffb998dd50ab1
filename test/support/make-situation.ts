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

/** Makes a situation in a tenant of its own and waits for its evidence. */
export async function makeSituation(
  plane: ControlPlane,
  situation: Situation,
): Promise<Made> {
  const { labels, before, workload, evidence, name } = situation;
  const namespace = uniqueName(`st-${name.slice(0, 30)}`);
  const isDeployment = (workload as { kind: string }).kind === 'Deployment';
  const collection = isDeployment
    ? 'apps/v1/deployments'
    : 'v1/replicationcontrollers';
  const doing = createDoing(plane, namespace, `${collection}/${APP}`);
  await plane.call('POST', '/api/v1/namespaces', {
    metadata: {
      name: namespace,
      labels: { 'moorage.dev/tenant': namespace, ...labels },
    },
  });
  await eventually(() =>
    plane.call('GET', toPath('v1/serviceaccounts/default', namespace)),
  );
  const fill = (bodies: Bodies = []) =>
    JSON.parse(
      JSON.stringify(bodies).replaceAll('NAMESPACE', namespace),
    ) as Bodies;
  for (const [into, body] of fill(situation.global))
    await plane.call('POST', toPath(into), body);
  for (const [into, body] of fill([...(before ?? []), [collection, workload]]))
    await doing.post(into, body);
  await situation.after?.(doing);
  // The controllers have looked at the workload, too.
  const settled = () =>
    eventually(async () => {
      const world = await readWorld(plane, namespace, `${collection}/${APP}`);
      const { metadata, status } = world.workload as Observed;
      const seen = status?.observedGeneration === metadata.generation;
      if (!seen || !evidence.test(JSON.stringify(world)))
        throw new Error(
          `${name}: the cluster does not say ${String(evidence)}.`,
        );
      return world;
    }, SECONDS);
  // A recording is read again when the controllers have come to rest.
  const recordable = async () => {
    const world = await settled();
    if (!process.env.RECORD) return world;
    await sleep(2_000);
    return settled();
  };
  return {
    namespace,
    world: await recordable(),
    async heal() {
      await (situation.heal ?? (({ renew }) => renew()))(doing);
      await eventually(async () => {
        const path = toPath(`${collection}/${APP}`, namespace);
        const { metadata, spec, status } = await plane.call<Observed>(
          'GET',
          path,
        );
        const counts = [
          status?.availableReplicas,
          status?.replicas,
          ...(isDeployment ? [status?.updatedReplicas] : []),
        ];
        const seen = status?.observedGeneration === metadata.generation;
        if (!seen || counts.some((count) => count !== spec.replicas))
          throw new Error(
            `${name}: its pods are not available: ${JSON.stringify(status)}`,
          );
      }, SECONDS);
    },
    async remove() {
      for (const { metadata } of await listItems(plane, 'v1/pods', namespace))
        if (metadata.finalizers)
          await plane.call(
            'PATCH',
            toPath(`v1/pods/${metadata.name}`, namespace),
            { metadata: { finalizers: null } },
            MERGE,
          );
      for (const [kind] of situation.global ?? [])
        await plane.call('DELETE', `${toPath(kind)}/${namespace}`);
      await plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    },
  };
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
