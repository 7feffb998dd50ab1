import { matchesSelector } from '../kinds/label-selector.js';
import { isEqual } from '../store/is-equal.js';
import {
  controllerOf,
  fromKey,
  isBeingDeleted,
  keyOf,
  toKey,
} from './cluster-object.js';
import {
  type Controller,
  type ControllerContext,
  startWhenSynced,
} from './controller.js';
import { claimDependents, indexByController } from './dependents.js';
import { createEventRecorder } from './event-recorder.js';
import { isActive, isOver, type Pod } from './pod.js';
import {
  REPLICA_SET,
  REPLICATION_CONTROLLER,
  type Replicator,
  type ReplicatorKind,
} from './replicator.js';
import { adjustPods, type PodControl } from './replicator-pods.js';
import { nextAvailableInMs, toReplicatorStatus } from './replicator-status.js';
import { PODS } from './resource.js';
import { WorkQueue } from './work-queue.js';

/** Keeps as many pods as a ReplicaSet wants (K11). */
export const runReplicaSets: Controller = (context) =>
  runReplicators(context, REPLICA_SET);

/** Keeps as many pods as a ReplicationController wants (K8, K11). */
export const runReplicationControllers: Controller = (context) =>
  runReplicators(context, REPLICATION_CONTROLLER);

function runReplicators(
  { collections, events: writer, signal, log }: ControllerContext,
  kind: ReplicatorKind,
): void {
  const { resource } = kind;
  const owners = collections.of<Replicator>(resource);
  const pods = collections.of<Pod>(PODS);
  const podsByController = indexByController(pods);
  const ownersByController = indexByController(owners);
  const ownersByNamespace = owners.cache.indexBy(
    'namespace',
    ({ metadata }) => [metadata.namespace ?? ''],
  );
  const control: PodControl = {
    pods,
    events: createEventRecorder(writer, kind.component, resource),
    resource,
    deleted: new Set(),
  };
  const { deleted } = control;
  const queue = new WorkQueue({
    name: kind.component,
    work: synchronise,
    signal,
    log,
  });

  const isStillActive = (pod: Pod) =>
    isActive(pod) && !deleted.has(pod.metadata.uid);
  const isEnding = (pod: Pod) =>
    !isOver(pod) && (isBeingDeleted(pod) || deleted.has(pod.metadata.uid));

  function siblingsOf(owner: Replicator): Pod[] {
    const parent = controllerOf(owner);
    const related = parent ? ownersByController.get(parent.uid) : [owner];
    return related
      .flatMap(({ metadata }) => podsByController.get(metadata.uid))
      .filter(isStillActive);
  }

  async function synchronise(key: string): Promise<void> {
    const owner = owners.cache.find(key);
    if (!owner) return;
    const [namespace, name] = fromKey(key);
    let failure: unknown;
    const active = await claimDependents({
      owner,
      ownerResource: resource,
      selector: kind.selectorOf(owner),
      dependents: pods,
      isClaimable: isStillActive,
      readOwner: () => owners.read(namespace, name),
    });
    if (!isBeingDeleted(owner))
      await adjustPods(control, owner, active, () => siblingsOf(owner)).catch(
        (error: unknown) => {
          failure = error;
        },
      );
    const left = podsByController.get(owner.metadata.uid);
    const observed = {
      active: left.filter(isStillActive),
      terminating: left.filter(isEnding),
      failure,
    };
    const status = toReplicatorStatus(owner, kind, observed);
    if (status) await owners.replace({ ...owner, status }, 'status');
    if (failure !== undefined) throw failure as Error;
    const waitMs = nextAvailableInMs(owner, observed.active);
    if (waitMs !== undefined) queue.addAfter(key, waitMs);
  }

  function addOwner(pod: Pod | undefined): void {
    const reference = pod && controllerOf(pod);
    if (reference?.kind === resource.kind)
      queue.add(toKey(pod?.metadata.namespace, reference.name));
  }

  /** Somebody may want to adopt it. */
  function addFinders({ metadata }: Pod): void {
    for (const owner of ownersByNamespace.get(metadata.namespace ?? ''))
      if (matchesSelector(kind.selectorOf(owner), metadata.labels))
        queue.add(keyOf(owner));
  }

  owners.cache.onChange((now) => now && queue.add(keyOf(now)));
  pods.cache.onChange((now, before) => {
    if (!now && before) deleted.delete(before.metadata.uid);
    addOwner(now);
    if (before && controllerOf(before)?.uid !== (now && controllerOf(now)?.uid))
      addOwner(before);
    if (now && isOrphaned(now, before)) addFinders(now);
  });
  startWhenSynced([owners, pods], () => queue.start());
}

/** Whether a pod that nobody manages is new, has been released, or bears other labels than before. */
function isOrphaned(now: Pod, before: Pod | undefined): boolean {
  if (controllerOf(now)) return false;
  return (
    !before ||
    controllerOf(before) !== undefined ||
    !isEqual(now.metadata.labels, before.metadata.labels)
  );
}
