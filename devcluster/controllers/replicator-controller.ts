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
import { watchEndingNamespaces } from './ending-namespaces.js';
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
import { isOfEndingNamespace } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

// Few at a time: while a status waits, more pods become ready, and one write tells of all of them.
const PARALLEL_REPORTS = 2;

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
  const ending = watchEndingNamespaces(collections);
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
  /** Why the pods of an owner could not be made or deleted, by its uid. */
  const failures = new Map<string, unknown>();
  const options = { name: kind.component, signal, log };
  const queue = new WorkQueue({ ...options, work: keepPods });
  const reports = new WorkQueue({
    ...options,
    work: report,
    parallel: PARALLEL_REPORTS,
  });

  const isStillActive = (pod: Pod) =>
    isActive(pod) && !deleted.has(pod.metadata.uid);
  const isOnItsWay = (pod: Pod) =>
    !isOver(pod) && (isBeingDeleted(pod) || deleted.has(pod.metadata.uid));

  function siblingsOf(owner: Replicator): Pod[] {
    const parent = controllerOf(owner);
    const related = parent ? ownersByController.get(parent.uid) : [owner];
    return related
      .flatMap(({ metadata }) => podsByController.get(metadata.uid))
      .filter(isStillActive);
  }

  async function keepPods(key: string): Promise<void> {
    const [namespace, name] = fromKey(key);
    const owner = owners.cache.find(key);
    if (!owner || ending.has(namespace)) return;
    const { uid } = owner.metadata;
    const active = await claimDependents({
      owner,
      ownerResource: resource,
      selector: kind.selectorOf(owner),
      dependents: pods,
      isClaimable: isStillActive,
      readOwner: () => owners.read(namespace, name),
    });
    failures.delete(uid);
    try {
      if (!isBeingDeleted(owner))
        await adjustPods(control, owner, active, () => siblingsOf(owner));
    } catch (error) {
      if (isOfEndingNamespace(error)) return;
      failures.set(uid, error);
      throw error;
    } finally {
      reports.add(key);
    }
  }

  async function report(key: string): Promise<void> {
    const owner = owners.cache.find(key);
    if (!owner || ending.has(owner.metadata.namespace)) return;
    const { uid } = owner.metadata;
    const left = podsByController.get(uid);
    const active = left.filter(isStillActive);
    const status = toReplicatorStatus(owner, kind, {
      active,
      terminating: left.filter(isOnItsWay),
      failure: failures.get(uid),
    });
    if (status) await owners.replace({ ...owner, status }, 'status');
    const waitMs = nextAvailableInMs(owner, active);
    if (waitMs !== undefined) reports.addAfter(key, waitMs);
  }

  function ownerKeyOf(pod: Pod): string | undefined {
    const reference = controllerOf(pod);
    return reference?.kind === resource.kind
      ? toKey(pod.metadata.namespace, reference.name)
      : undefined;
  }

  function addOwner(pod: Pod): void {
    const key = ownerKeyOf(pod);
    if (key !== undefined) queue.add(key);
  }

  /** Somebody may want to adopt it. */
  function addFinders({ metadata }: Pod): void {
    for (const owner of ownersByNamespace.get(metadata.namespace ?? ''))
      if (matchesSelector(kind.selectorOf(owner), metadata.labels))
        queue.add(keyOf(owner));
  }

  owners.cache.onChange((now, before) => {
    if (now) queue.add(keyOf(now));
    else if (before) failures.delete(before.metadata.uid);
  });
  pods.cache.onChange((now, before) => {
    if (!now && before) deleted.delete(before.metadata.uid);
    if (now && before && isStillThere(now, before)) {
      const key = ownerKeyOf(now);
      if (key !== undefined) reports.add(key);
      return;
    }
    for (const pod of [now, before]) if (pod) addOwner(pod);
    if (now && !controllerOf(now)) addFinders(now);
  });
  startWhenSynced([owners, pods, ending], () => {
    queue.start();
    reports.start();
  });
}

/** Whether a pod belongs to whom it belonged, and lives as it did: then at most its readiness is another. */
function isStillThere(now: Pod, before: Pod): boolean {
  return (
    now.metadata.uid === before.metadata.uid &&
    isActive(now) === isActive(before) &&
    controllerOf(now)?.uid === controllerOf(before)?.uid &&
    isEqual(now.metadata.labels, before.metadata.labels)
  );
}
