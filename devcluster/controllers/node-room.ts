import { type Amounts, toAmounts } from '../admission/amounts.js';
import { needsOf } from '../admission/pod-needs.js';
import type { Node } from './node.js';
import type { Pod } from './pod.js';

const PODS = 'pods';

/** What a node has, and what the pods on it have asked for. */
export class NodeRoom {
  readonly allocatable: Amounts;
  readonly #used = new Map<string, bigint>();
  readonly #pods = new Map<string, Amounts>();

  constructor(
    readonly node: Node,
    before?: NodeRoom,
  ) {
    this.allocatable = toAmounts(node.status.allocatable);
    if (before) for (const [uid, needs] of before.#pods) this.#add(uid, needs);
  }

  get podCount(): number {
    return this.#pods.size;
  }

  occupy(pod: Pod): void {
    const { uid } = pod.metadata;
    if (!this.#pods.has(uid)) this.#add(uid, toNeeds(pod));
  }

  release(uid: string): void {
    const needs = this.#pods.get(uid);
    if (!needs) return;
    this.#pods.delete(uid);
    for (const [key, { nanos }] of needs)
      this.#used.set(key, (this.#used.get(key) ?? 0n) - nanos);
  }

  /** What the node is short of for such a pod, by resource. `isHopeless` tells that the empty node would be, too. */
  shortages(needs: Amounts): { key: string; isHopeless: boolean }[] {
    const short: { key: string; isHopeless: boolean }[] = [];
    const most = this.#capacityOf(PODS);
    if (BigInt(this.#pods.size + 1) * 1_000_000_000n > most)
      short.push({ key: PODS, isHopeless: false });
    for (const [key, { nanos }] of needs) {
      const capacity = this.#capacityOf(key);
      if (nanos > 0n && nanos > capacity - (this.#used.get(key) ?? 0n))
        short.push({ key, isHopeless: nanos > capacity });
    }
    return short;
  }

  /** How much of the node is asked for, between 0 and 1: of what is scarcest. */
  get load(): number {
    return Math.max(
      ...['cpu', 'memory'].map((key) => {
        const capacity = this.#capacityOf(key);
        const used = this.#used.get(key) ?? 0n;
        return capacity > 0n ? Number(used) / Number(capacity) : 1;
      }),
    );
  }

  #add(uid: string, needs: Amounts): void {
    this.#pods.set(uid, needs);
    for (const [key, { nanos }] of needs)
      this.#used.set(key, (this.#used.get(key) ?? 0n) + nanos);
  }

  #capacityOf(key: string): bigint {
    return this.allocatable.get(key)?.nanos ?? 0n;
  }
}

/** What a pod asks a node for. */
export function toNeeds({ spec }: Pod): Amounts {
  return needsOf(spec, 'requests');
}
