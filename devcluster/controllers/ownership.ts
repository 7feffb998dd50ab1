import type { OwnerReference } from '../api/kube-object.js';
import type { ClusterObject } from './cluster-object.js';
import type { Collection } from './collection.js';

/** An object with the collection that it is in. */
export interface Owned {
  object: ClusterObject;
  collection: Collection<ClusterObject>;
}

const MOST_GONE = 10_000;

/** Who owns whom, by uid, across all kinds. */
export class Ownership {
  readonly #known = new Map<string, Owned>();
  readonly #dependents = new Map<string, Set<string>>();
  readonly #gone = new Set<string>();

  find(uid: string): Owned | undefined {
    return this.#known.get(uid);
  }

  /** The dependents of an owner, whether the owner is known or not. */
  dependentsOf(uid: string): Owned[] {
    return [...(this.#dependents.get(uid) ?? [])].flatMap(
      (dependent) => this.#known.get(dependent) ?? [],
    );
  }

  put(owned: Owned): void {
    const { uid, ownerReferences = [] } = owned.object.metadata;
    this.#unlink(uid);
    this.#known.set(uid, owned);
    for (const owner of ownerReferences) {
      const dependents = this.#dependents.get(owner.uid) ?? new Set();
      dependents.add(uid);
      this.#dependents.set(owner.uid, dependents);
    }
  }

  remove(uid: string): void {
    this.#unlink(uid);
    this.#known.delete(uid);
    this.noteGone(uid);
  }

  /** An object that is gone never comes back under its uid. */
  noteGone(uid: string): void {
    this.#gone.add(uid);
    if (this.#gone.size <= MOST_GONE) return;
    const [oldest] = this.#gone;
    if (oldest !== undefined) this.#gone.delete(oldest);
  }

  isGone(uid: string): boolean {
    return this.#gone.has(uid);
  }

  #unlink(uid: string): void {
    const before = this.#known.get(uid)?.object.metadata.ownerReferences ?? [];
    for (const owner of before) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(uid);
      if (dependents?.size === 0) this.#dependents.delete(owner.uid);
    }
  }
}

/** Whether an owner that is deleted in the foreground waits for the dependent. */
export function blocks(dependent: ClusterObject, owner: string): boolean {
  return referencesOf(dependent).some(
    ({ uid, blockOwnerDeletion }) => uid === owner && blockOwnerDeletion,
  );
}

export function referencesOf({
  metadata,
}: ClusterObject): readonly OwnerReference[] {
  return metadata.ownerReferences ?? [];
}
