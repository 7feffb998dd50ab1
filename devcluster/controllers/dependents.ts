import {
  type LabelSelector,
  matchesSelector,
} from '../kinds/label-selector.js';
import {
  type ClusterObject,
  controllerOf,
  isBeingDeleted,
} from './cluster-object.js';
import type { Collection } from './collection.js';
import type { ObjectIndex } from './object-index.js';
import { toControllerReference, withoutOwner } from './owner-reference.js';
import type { Resource } from './resource.js';
import { unlessGone } from './status-answer.js';

const orphansOf = (namespace: string | undefined) => `orphans/${namespace}`;

/** Finds dependents by the uid of their controller, and those of a namespace that have none. */
export function indexByController<T extends ClusterObject>(
  dependents: Collection<T>,
): ObjectIndex<T> {
  return dependents.cache.indexBy('controller', (object) => [
    controllerOf(object)?.uid ?? orphansOf(object.metadata.namespace),
  ]);
}

export interface Claim<T extends ClusterObject> {
  owner: ClusterObject;
  ownerResource: Resource;
  selector: LabelSelector;
  dependents: Collection<T>;
  /** Those that are to be managed at all; the others are left as they are. */
  isClaimable: (dependent: T) => boolean;
  /** Reads the owner from the API server: only one that is not being deleted may adopt. */
  readOwner: () => Promise<ClusterObject>;
}

/** Returns the dependents that an owner manages, after it has adopted what its selector finds and released what it lost. */
export async function claimDependents<T extends ClusterObject>(
  claim: Claim<T>,
): Promise<T[]> {
  const { owner, selector, dependents } = claim;
  const index = indexByController(dependents);
  const isSelected = ({ metadata }: T) =>
    matchesSelector(selector, metadata.labels);
  const own = index.get(owner.metadata.uid).filter(claim.isClaimable);
  const lost = own.filter((one) => !isSelected(one));
  const found = isBeingDeleted(owner)
    ? []
    : index
        .get(orphansOf(owner.metadata.namespace))
        .filter(
          (one) =>
            claim.isClaimable(one) && !isBeingDeleted(one) && isSelected(one),
        );
  await Promise.all(
    // What is being deleted goes by itself.
    isBeingDeleted(owner) ? [] : lost.map((one) => release(claim, one)),
  );
  const adopted = found.length > 0 ? await adopt(claim, found) : [];
  return [...own.filter(isSelected), ...adopted];
}

async function release<T extends ClusterObject>(
  { owner, dependents }: Claim<T>,
  dependent: T,
): Promise<void> {
  const metadata = withoutOwner(owner.metadata.uid);
  await unlessGone(dependents.patch(dependent, { metadata }));
}

async function adopt<T extends ClusterObject>(
  { owner, ownerResource, dependents, readOwner }: Claim<T>,
  orphans: readonly T[],
): Promise<T[]> {
  const { metadata } = await readOwner();
  if (metadata.uid !== owner.metadata.uid || metadata.deletionTimestamp)
    return [];
  const reference = toControllerReference(owner, ownerResource);
  return Promise.all(
    orphans.map((one) =>
      dependents.patch(one, { metadata: { ownerReferences: [reference] } }),
    ),
  );
}
