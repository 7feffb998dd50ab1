import { isEqual } from '../store/is-equal.js';
import { isBeingDeleted, keyOf } from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import { discover, type OfferedResource, offers } from './discovery.js';
import type { Namespace } from './namespace.js';
import { toNamespaceConditions } from './namespace-conditions.js';
import { deleteContent } from './namespace-content.js';
import type { Pod } from './pod.js';
import { NAMESPACES, PODS } from './resource.js';
import { unlessGone } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

const FINALIZER = 'kubernetes';
// The end of what is left is watched where anybody watches it; this is for everything else.
const LOOK_AGAIN_MS = 5000;

/** Removes the content of a namespace that is being deleted and then lets the namespace go (D9). */
export const runNamespaces: Controller = ({
  client,
  collections,
  signal,
  log,
}) => {
  const namespaces = collections.of<Namespace>(NAMESPACES);
  const pods = collections.of<Pod>(PODS);
  const podsByNamespace = pods.cache.indexBy('namespace', ({ metadata }) => [
    metadata.namespace ?? '',
  ]);
  const name = 'namespace-controller';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });
  let discovery: Promise<OfferedResource[]> | undefined;

  async function synchronise(key: string): Promise<void> {
    const namespace = namespaces.cache.find(key);
    if (!namespace || !isBeingDeleted(namespace)) return;
    if (!namespace.spec.finalizers?.includes(FINALIZER)) return;
    const remains = await deleteContent(
      client,
      namespace.metadata.name,
      await discoverOnce(),
    );
    const conditions = toNamespaceConditions(
      namespace.status.conditions ?? [],
      remains,
    );
    const isEmpty =
      remains.byResource.size === 0 && remains.failures.length === 0;
    if (isEmpty) return finalize(namespace);
    if (!isEqual(conditions, namespace.status.conditions))
      await namespaces.replace(
        {
          ...namespace,
          status: { ...namespace.status, phase: 'Terminating', conditions },
        },
        'status',
      );
    if (remains.failures.length > 0) throw new Error(remains.failures[0]);
    queue.addAfter(key, LOOK_AGAIN_MS);
  }

  async function finalize(namespace: Namespace): Promise<void> {
    const finalizers = (namespace.spec.finalizers ?? []).filter(
      (one) => one !== FINALIZER,
    );
    const spec = { ...namespace.spec, finalizers };
    await unlessGone(namespaces.replace({ ...namespace, spec }, 'finalize'));
  }

  async function discoverOnce(): Promise<OfferedResource[]> {
    discovery ??= discover(client);
    try {
      const resources = await discovery;
      return resources.filter(
        (one) => one.namespaced && offers(one, 'list', 'delete'),
      );
    } catch (error) {
      discovery = undefined;
      throw error;
    }
  }

  function lookAgain(name: string): void {
    const namespace = namespaces.cache.get(undefined, name);
    if (namespace && isBeingDeleted(namespace)) queue.add(keyOf(namespace));
  }

  namespaces.cache.onChange((now, before) => {
    if (now && isBeingDeleted(now) && !(before && isBeingDeleted(before)))
      queue.add(keyOf(now));
  });
  collections.onEmpty(lookAgain);
  // Everything else waits for the last pod.
  pods.cache.onChange((now, before) => {
    const home = before?.metadata.namespace ?? '';
    if (!now && podsByNamespace.count(home) === 0) lookAgain(home);
  });
  startWhenSynced([namespaces], () => queue.start());
};
