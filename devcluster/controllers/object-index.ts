import { type ClusterObject, keyOf } from './cluster-object.js';

/** Finds objects by something else than their name. An object may stand under several keys. */
export class ObjectIndex<T extends ClusterObject> {
  readonly #entries = new Map<string, Map<string, T>>();

  constructor(private readonly keysOf: (object: T) => readonly string[]) {}

  get(key: string): T[] {
    return [...(this.#entries.get(key)?.values() ?? [])];
  }

  count(key: string): number {
    return this.#entries.get(key)?.size ?? 0;
  }

  add(object: T): void {
    for (const key of this.keysOf(object)) {
      let entry = this.#entries.get(key);
      if (!entry) this.#entries.set(key, (entry = new Map<string, T>()));
      entry.set(keyOf(object), object);
    }
  }

  remove(object: T): void {
    for (const key of this.keysOf(object)) {
      const entry = this.#entries.get(key);
      entry?.delete(keyOf(object));
      if (entry?.size === 0) this.#entries.delete(key);
    }
  }
}
