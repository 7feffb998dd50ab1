import type { Node } from './node.js';
import { findMisfit, type Misfit } from './node-fit.js';
import { NodeRoom, toNeeds } from './node-room.js';
import { isOver, type Pod } from './pod.js';

/** Which pod is on which node, or is just being sent there, and what room that leaves. */
export class Placement {
  readonly #rooms = new Map<string, NodeRoom>();
  readonly #nodes = new Map<string, string>();

  has({ metadata }: Pod): boolean {
    return this.#nodes.has(metadata.uid);
  }

  /** The least loaded of the nodes that fit, or why none does. */
  choose(pod: Pod): { node?: string; misfits: Misfit[] } {
    const needs = toNeeds(pod);
    const misfits: Misfit[] = [];
    let best: NodeRoom | undefined;
    for (const room of this.#rooms.values()) {
      const misfit = findMisfit(pod, needs, room);
      if (misfit) misfits.push(misfit);
      else if (!best || isLessLoaded(room, best)) best = room;
    }
    return best ? { node: best.node.metadata.name, misfits } : { misfits };
  }

  occupy(pod: Pod, node: string): void {
    const { uid } = pod.metadata;
    if (this.#nodes.get(uid) !== node) this.release(uid);
    this.#nodes.set(uid, node);
    this.#rooms.get(node)?.occupy(pod);
  }

  /** Returns whether the pod had a node. */
  release(uid: string): boolean {
    const node = this.#nodes.get(uid);
    if (node === undefined) return false;
    this.#rooms.get(node)?.release(uid);
    return this.#nodes.delete(uid);
  }

  /** Takes in a node as it is now; `pods` are all that are known, which may be before their node is. */
  open(node: Node, pods: Iterable<Pod>): void {
    const { name } = node.metadata;
    const before = this.#rooms.get(name);
    const room = new NodeRoom(node, before);
    this.#rooms.set(name, room);
    if (before) return;
    for (const pod of pods)
      if (pod.spec.nodeName === name && !isOver(pod)) room.occupy(pod);
  }

  close(node: string): void {
    this.#rooms.delete(node);
  }
}

function isLessLoaded(a: NodeRoom, b: NodeRoom): boolean {
  return a.load < b.load || (a.load === b.load && a.podCount < b.podCount);
}
