import type { OwnerReference } from '../api/kube-object.js';
import { isEqual } from '../store/is-equal.js';
import { type ClusterObject, isBeingDeleted } from './cluster-object.js';
import type { Collection } from './collection.js';
import { type Controller, startWhenSynced } from './controller.js';
import { discoverUntil, offers } from './discovery.js';
import { withoutOwner } from './owner-reference.js';
import { blocks, type Owned, Ownership, referencesOf } from './ownership.js';
import { isRefusedWith, unlessGone } from './status-answer.js';
import { WorkQueue } from './work-queue.js';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** What an owner is to its dependent: it lives, it is gone, or it is deleted and waits for its dependents to go first. */
type OwnerState = 'there' | 'gone' | 'waiting';

/** Deletes what lost its last owner, and sees an owner off as it was deleted: after its dependents, or without them (D5). */
export const runGarbageCollector: Controller = ({
  client,
  collections,
  signal,
  log,
}) => {
  const ownership = new Ownership();
  const byKind = new Map<string, Collection<ClusterObject>>();
  const name = 'garbage-collector';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });

  async function synchronise(uid: string): Promise<void> {
    const owned = ownership.find(uid);
    if (!owned) return;
    const { finalizers = [] } = owned.object.metadata;
    if (!isBeingDeleted(owned.object)) await collect(owned);
    else if (finalizers.includes(ORPHAN)) await orphanDependents(owned);
    else if (finalizers.includes(FOREGROUND)) await awaitDependents(owned);
  }

  async function collect(owned: Owned): Promise<void> {
    const references = referencesOf(owned.object);
    if (references.length === 0) return;
    const states = await Promise.all(
      references.map((one) => stateOf(one, owned.object)),
    );
    if (!states.includes('there')) return remove(owned, states);
    const ended = references.filter((_, at) => states[at] !== 'there');
    if (ended.length === 0) return;
    await unlessGone(
      owned.collection.patch(owned.object, {
        metadata: {
          ownerReferences: ended.map(({ uid }) => ({ $patch: 'delete', uid })),
        },
      }),
    );
  }

  async function stateOf(
    { apiVersion, kind, name: owner, uid }: OwnerReference,
    { metadata }: ClusterObject,
  ): Promise<OwnerState> {
    const known = ownership.find(uid);
    if (known) return toState(known.object);
    if (ownership.isGone(uid)) return 'gone';
    const collection = byKind.get(toKindKey(apiVersion, kind));
    // Of a kind that is not served nobody can say that it is gone.
    if (!collection) return 'there';
    const namespace = collection.resource.namespaced
      ? metadata.namespace
      : undefined;
    try {
      const found = await collection.read(namespace, owner);
      if (found.metadata.uid === uid) return toState(found);
    } catch (error) {
      if (!isRefusedWith(error, 404)) throw error;
    }
    ownership.noteGone(uid);
    return 'gone';
  }

  async function remove(
    { object, collection }: Owned,
    states: readonly OwnerState[],
  ): Promise<void> {
    const { uid, finalizers = [] } = object.metadata;
    const isForeground =
      finalizers.includes(FOREGROUND) ||
      (states.includes('waiting') && ownership.dependentsOf(uid).length > 0);
    const propagationPolicy = finalizers.includes(ORPHAN)
      ? 'Orphan'
      : isForeground
        ? 'Foreground'
        : 'Background';
    const options = { propagationPolicy, preconditions: { uid } } as const;
    await unlessGone(collection.remove(object, options));
  }

  async function orphanDependents({ object, collection }: Owned) {
    const { uid } = object.metadata;
    await Promise.all(
      ownership.dependentsOf(uid).map((dependent) =>
        unlessGone(
          dependent.collection.patch(dependent.object, {
            metadata: withoutOwner(uid),
          }),
        ),
      ),
    );
    await unlessGone(collection.dropFinalizer(object, ORPHAN));
  }

  async function awaitDependents({ object, collection }: Owned) {
    const { uid } = object.metadata;
    const dependents = ownership.dependentsOf(uid);
    for (const dependent of dependents)
      queue.add(dependent.object.metadata.uid);
    if (dependents.some((one) => blocks(one.object, uid))) return;
    await unlessGone(collection.dropFinalizer(object, FOREGROUND));
  }

  function onChange(
    collection: Collection<ClusterObject>,
    now: ClusterObject | undefined,
    before: ClusterObject | undefined,
  ): void {
    if (before && before.metadata.uid !== now?.metadata.uid) forget(before);
    if (!now) return;
    ownership.put({ object: now, collection });
    if (needsLook(now, before)) queue.add(now.metadata.uid);
    if (before && !isEqual(referencesOf(now), referencesOf(before)))
      addWaitingOwners(before);
  }

  function forget(object: ClusterObject): void {
    const { uid } = object.metadata;
    ownership.remove(uid);
    for (const dependent of ownership.dependentsOf(uid))
      queue.add(dependent.object.metadata.uid);
    addWaitingOwners(object);
  }

  function addWaitingOwners(dependent: ClusterObject): void {
    for (const { uid } of referencesOf(dependent)) {
      const owner = ownership.find(uid);
      if (owner && toState(owner.object) === 'waiting') queue.add(uid);
    }
  }

  /** Most changes are of no interest: something must be wrong with the owners, or the object be on its way out. */
  function needsLook(
    now: ClusterObject,
    before: ClusterObject | undefined,
  ): boolean {
    if (isBeingDeleted(now))
      return (
        !before ||
        !isBeingDeleted(before) ||
        !isEqual(now.metadata.finalizers, before.metadata.finalizers)
      );
    if (before && isEqual(referencesOf(now), referencesOf(before)))
      return false;
    return referencesOf(now).some(({ uid }) => {
      const owner = ownership.find(uid);
      return !owner || toState(owner.object) === 'waiting';
    });
  }

  void discoverUntil(client, signal).then((resources) => {
    const watched = resources
      .filter((one) => offers(one, 'list', 'watch', 'delete', 'patch'))
      .filter(({ plural }) => plural !== 'events')
      .map((resource) => collections.of(resource));
    for (const collection of watched) {
      const { group, version, kind } = collection.resource;
      byKind.set(
        toKindKey(group ? `${group}/${version}` : version, kind),
        collection,
      );
      collection.cache.onChange((now, before) =>
        onChange(collection, now, before),
      );
    }
    startWhenSynced(watched, () => queue.start());
  });
};

function toState(owner: ClusterObject): OwnerState {
  const isWaiting =
    isBeingDeleted(owner) && owner.metadata.finalizers?.includes(FOREGROUND);
  return isWaiting ? 'waiting' : 'there';
}

/** An owner may be named in another version of its group. */
function toKindKey(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  return `${slash < 0 ? '' : apiVersion.slice(0, slash)}/${kind}`;
}
