import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { call, type Thing, watch, type WatchEvent } from './plane.js';
import type { SeededRandom } from './seeded-random.js';

const LONGEST_STREAM_MS = 150;
const MOST_TRIES = 40;

type State = Record<string, Thing>;

/** What a client knows that lists once and watches from then on, with a connection that breaks all the time. */
export class Replica {
  readonly #start: State;
  /** Every event once, in order. */
  readonly #log: WatchEvent[] = [];
  /** Versions that the plane has told, each a place from which a watch may go on. */
  readonly #seen: string[];
  #streams = 0;

  private constructor(
    /** The collection with its selector. */
    private readonly path: string,
    list: Thing,
  ) {
    this.#start = toState(list);
    this.#seen = [list.metadata.resourceVersion];
  }

  static async create(path: string): Promise<Replica> {
    return new Replica(path, (await call('GET', path)).body);
  }

  get streams(): number {
    return this.#streams;
  }

  get events(): readonly WatchEvent[] {
    return this.#log;
  }

  /** Watches from one version after the other until it is told to stop. Throws when a stream tells the past differently. */
  async follow(random: SeededRandom, stop: AbortSignal): Promise<void> {
    while (!stop.aborted)
      await this.#watchFrom(
        random.pick(this.#seen),
        random.below(LONGEST_STREAM_MS),
      );
  }

  /** Watches until it knows what a list knows, or for as long as that may take. */
  async catchUp(list: Thing): Promise<void> {
    const isBehind = () =>
      !isDeepStrictEqual(
        this.stateAt(list.metadata.resourceVersion),
        toState(list),
      );
    for (let tries = 0; tries < MOST_TRIES && isBehind(); tries += 1)
      await this.#watchFrom(this.#seen.at(-1) ?? '', LONGEST_STREAM_MS);
  }

  async #watchFrom(version: string, milliseconds: number): Promise<void> {
    const place = this.#log.filter(
      ({ object }) => versionOf(object) <= BigInt(version),
    ).length;
    const stream = await watch(
      `${this.path}&resourceVersion=${version}&allowWatchBookmarks=true`,
    );
    await sleep(milliseconds);
    await stream.close();
    this.#streams += 1;
    this.#read(place, stream.events);
  }

  #read(place: number, stream: readonly WatchEvent[]): void {
    expect(stream.filter(({ type }) => type === 'ERROR')).toEqual([]);
    const events = stream.filter(({ type }) => type !== 'BOOKMARK');
    const known = this.#log.slice(place, place + events.length);
    expect(events.slice(0, known.length)).toEqual(known);
    const fresh = events.slice(known.length);
    for (const { object } of fresh) {
      const last = this.#log.at(-1)?.object;
      const before = last ? versionOf(last) : BigInt(this.#seen[0] ?? '');
      expect(versionOf(object)).toBeGreaterThan(before);
    }
    this.#log.push(...fresh);
    this.#seen.push(
      ...stream.map(({ object }) => object.metadata.resourceVersion),
    );
  }

  /** What the list and the events up to a version make together. */
  stateAt(version: string): State {
    const state = { ...this.#start };
    for (const { type, object } of this.#log) {
      if (versionOf(object) > BigInt(version)) break;
      if (type === 'DELETED') delete state[object.metadata.name];
      else state[object.metadata.name] = withoutKind(object);
    }
    return state;
  }
}

/** The items of a list by name. */
export function toState({ items }: Thing): State {
  return Object.fromEntries(items.map((item) => [item.metadata.name, item]));
}

function withoutKind({ kind: _, apiVersion: __, ...item }: Thing): Thing {
  return item;
}

const versionOf = ({ metadata }: Thing) => BigInt(metadata.resourceVersion);
