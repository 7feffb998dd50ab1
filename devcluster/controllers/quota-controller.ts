import { countedKeys, countUsage } from '../admission/quota-usage.js';
import type { KubeObject } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';
import { type ClusterObject, isBeingDeleted, keyOf } from './cluster-object.js';
import type { Collection } from './collection.js';
import { type Controller, startWhenSynced } from './controller.js';
import { discoverUntil, type OfferedResource, offers } from './discovery.js';
import { isOver, type Pod } from './pod.js';
import { PODS, QUOTAS, toResourceKey } from './resource.js';
import { WorkQueue } from './work-queue.js';

interface Quota extends ClusterObject {
  spec: { hard?: Record<string, string> };
  status: { hard?: Record<string, string>; used?: Record<string, string> };
}

const SOON_MS = 10;
// Admission has counted what is new; this only makes good what it could not know.
const LATER_MS = 1000;

/** Tells in the status of quotas what is used of them, and counts again when something is gone (K13/used). */
export const runQuotas: Controller = ({ client, collections, signal, log }) => {
  const quotas = collections.of<Quota>(QUOTAS);
  const quotasByNamespace = indexByNamespace(quotas);
  const counted = new Map<string, Collection<ClusterObject>>();
  let offered: OfferedResource[] = [];
  const name = 'resourcequota-controller';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });

  async function synchronise(key: string): Promise<void> {
    const hard = quotas.cache.find(key)?.spec.hard ?? {};
    const resources = offered.filter(
      (one) => countedKeys(one, Object.keys(hard)).length > 0,
    );
    await Promise.all(resources.map((one) => countedOf(one).synced));
    // It may have changed while the lists were awaited.
    const quota = quotas.cache.find(key);
    if (!quota) return;
    const { namespace = '' } = quota.metadata;
    const lists = resources.map((resource) => ({
      resource,
      objects: indexByNamespace(countedOf(resource)).get(
        namespace,
      ) as unknown as KubeObject[],
    }));
    const status = { hard, used: countUsage(hard, lists) };
    if (!isEqual(quota.status, status))
      await quotas.replace({ ...quota, status }, 'status');
  }

  function countedOf(resource: OfferedResource): Collection<ClusterObject> {
    const key = toResourceKey(resource);
    const known = counted.get(key);
    if (known) return known;
    const collection = collections.of(resource);
    counted.set(key, collection);
    collection.cache.onChange((now, before) => {
      const delayMs = countAgainIn(resource, now, before);
      const { namespace = '' } = (now ?? before)?.metadata ?? {};
      if (delayMs !== undefined)
        for (const quota of quotasByNamespace.get(namespace))
          queue.addAfter(keyOf(quota), delayMs);
    });
    return collection;
  }

  quotas.cache.onChange((now, before) => {
    const isNew = !before || !isEqual(now?.spec.hard, before.spec.hard);
    if (now && isNew) queue.add(keyOf(now));
  });
  void discoverUntil(client, signal).then((resources) => {
    offered = resources.filter(
      (one) => one.namespaced && offers(one, 'list', 'watch'),
    );
    startWhenSynced([quotas], () => queue.start());
  });
};

function indexByNamespace<T extends ClusterObject>({ cache }: Collection<T>) {
  return cache.indexBy('namespace', ({ metadata }) => [
    metadata.namespace ?? '',
  ]);
}

/** How soon a change calls for another count; undefined when it changes nothing. */
function countAgainIn(
  resource: OfferedResource,
  now: ClusterObject | undefined,
  before: ClusterObject | undefined,
): number | undefined {
  if (!now) return SOON_MS;
  if (!before) return LATER_MS;
  if (toResourceKey(resource) !== toResourceKey(PODS)) return LATER_MS;
  if (isOver(now as Pod) !== isOver(before as Pod)) return SOON_MS;
  return isBeingDeleted(now) !== isBeingDeleted(before) ? LATER_MS : undefined;
}
