import type { KubeObject } from '../api/kube-object.js';
import { History, type StoreEvent } from './history.js';

export type EventListener = (event: StoreEvent) => void;

/** All objects of one resource, in the order of namespace and name. */
export class Collection {
  readonly history: History;
  readonly #byKey = new Map<string, KubeObject>();
  /** Sorted; kept beside the map so that a list needs no sorting. */
  readonly #keys: string[] = [];
  readonly #lists = new Map<string, readonly KubeObject[]>();
  readonly #listeners = new Set<EventListener>();

  constructor(historyLength: number) {
    this.history = new History(historyLength);
  }

  get(namespace: string, name: string): KubeObject | undefined {
    return this.#byKey.get(toKey(namespace, name));
  }

  /** The same array as long as nothing of this resource changes. */
  list(namespace = ''): readonly KubeObject[] {
    let list = this.#lists.get(namespace);
    if (!list) {
      list = this.#keysOf(namespace).flatMap(
        (key) => this.#byKey.get(key) ?? [],
      );
      this.#lists.set(namespace, list);
    }
    return list;
  }

  /** The objects as they were at a revision; undefined when that is forgotten. */
  listAt(revision: number, namespace = ''): readonly KubeObject[] | undefined {
    const later = this.history.after(revision);
    if (!later) return undefined;
    if (later.length === 0) return this.list(namespace);
    const objects = new Map(this.#byKey);
    for (const { type, namespace: space, name, before } of later.toReversed()) {
      if (type === 'ADDED') objects.delete(toKey(space, name));
      else if (before) objects.set(toKey(space, name), before);
    }
    const inside = (key: string) =>
      !namespace || key.startsWith(`${namespace}/`);
    return [...objects.keys()]
      .filter(inside)
      .sort(byBytes)
      .flatMap((key) => objects.get(key) ?? []);
  }

  /** Takes in a write and tells the listeners. */
  commit(event: StoreEvent): void {
    const key = toKey(event.namespace, event.name);
    if (event.type === 'DELETED') {
      this.#byKey.delete(key);
      this.#keys.splice(lowerBound(this.#keys, key), 1);
    } else {
      if (!this.#byKey.has(key))
        this.#keys.splice(lowerBound(this.#keys, key), 0, key);
      this.#byKey.set(key, event.object);
    }
    this.#lists.delete('');
    this.#lists.delete(event.namespace);
    this.history.add(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Calls the listener for every later write; returns the function that stops it. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #keysOf(namespace: string): string[] {
    if (!namespace) return this.#keys;
    return this.#keys.slice(
      lowerBound(this.#keys, `${namespace}/`),
      // The character after the slash in the order of bytes.
      lowerBound(this.#keys, `${namespace}0`),
    );
  }
}

/** The order of etcd's keys, which a list keeps. */
export function toKey(namespace: string, name: string): string {
  return namespace ? `${namespace}/${name}` : name;
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lowerBound(keys: readonly string[], wanted: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
