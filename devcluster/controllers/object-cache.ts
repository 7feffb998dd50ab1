import { type ClusterObject, keyOf, toKey } from './cluster-object.js';
import { ObjectIndex } from './object-index.js';

/** Hears of every change: `now` is missing when the object is gone, `before` when it is new. */
export type ChangeListener<T> = (
  now: T | undefined,
  before: T | undefined,
) => void;

/**
 * The objects of one resource as last heard of. It takes in what a watch tells and also the answers of own writes, which
 * the watch repeats later; so a controller that has written something never acts on an older state.
 */
export class ObjectCache<T extends ClusterObject> {
  readonly #objects = new Map<string, T>();
  readonly #indexes = new Map<string, ObjectIndex<T>>();
  readonly #listeners: ChangeListener<T>[] = [];
  #revision = 0;

  get(namespace: string | undefined, name: string): T | undefined {
    return this.#objects.get(toKey(namespace, name));
  }

  find(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(): IterableIterator<T> {
    return this.#objects.values();
  }

  /** The index of a name, which is made when it is asked for first. */
  indexBy(
    name: string,
    keysOf: (object: T) => readonly string[],
  ): ObjectIndex<T> {
    const known = this.#indexes.get(name);
    if (known) return known;
    const index = new ObjectIndex(keysOf);
    for (const object of this.#objects.values()) index.add(object);
    this.#indexes.set(name, index);
    return index;
  }

  /** The listener also hears of everything that is there already, as of something new. */
  onChange(listener: ChangeListener<T>): void {
    this.#listeners.push(listener);
    for (const object of this.#objects.values()) listener(object, undefined);
  }

  /** Takes in a whole list and forgets what is not in it. */
  replaceAll(objects: readonly T[], revision: string): void {
    const listed = new Set(objects.map(keyOf));
    for (const [key, object] of this.#objects)
      if (!listed.has(key) && revisionOf(object) <= Number(revision))
        this.#drop(key, object);
    for (const object of objects) this.#put(object);
    this.advance(revision);
  }

  /** Takes in what a watch tells. */
  observe(object: T): void {
    this.#put(object);
    this.advance(object.metadata.resourceVersion);
  }

  /** Takes in a deletion of which a watch tells. */
  observeDeletion(object: T): void {
    const key = keyOf(object);
    const known = this.#objects.get(key);
    if (known && revisionOf(known) <= revisionOf(object))
      this.#drop(key, object);
    this.advance(object.metadata.resourceVersion);
  }

  /** Takes in the answer of a write, unless the watch has told of it already, or of what came after it. */
  learn(object: T): void {
    if (revisionOf(object) > this.#revision) this.#put(object);
  }

  /** Everything up to this revision has been told. */
  advance(revision: string): void {
    this.#revision = Math.max(this.#revision, Number(revision));
  }

  #put(object: T): void {
    const key = keyOf(object);
    const before = this.#objects.get(key);
    if (before && revisionOf(before) >= revisionOf(object)) return;
    // The longest part of many objects, and of use to nobody here.
    delete object.metadata.managedFields;
    this.#objects.set(key, object);
    for (const index of this.#indexes.values()) {
      if (before) index.remove(before);
      index.add(object);
    }
    for (const listener of this.#listeners) listener(object, before);
  }

  #drop(key: string, last: T): void {
    const known = this.#objects.get(key);
    this.#objects.delete(key);
    if (known) for (const index of this.#indexes.values()) index.remove(known);
    for (const listener of this.#listeners) listener(undefined, known ?? last);
  }
}

function revisionOf({ metadata }: ClusterObject): number {
  return Number(metadata.resourceVersion);
}
