import type { Container } from './container.js';
import { PodLife, type PodServices } from './pod-life.js';
import type { PodObject } from './pod-object.js';
import type { PodListener } from './watch-pods.js';

/** All the pods that live on the kubelet's nodes. */
export class PodRoom implements PodListener {
  readonly #lives = new Map<string, PodLife>();
  #lastAddress = 0;

  constructor(
    private readonly nodeNames: ReadonlySet<string>,
    private readonly services: PodServices,
  ) {}

  onList(pods: PodObject[]): void {
    const present = new Set(pods.map(toKey));
    for (const [key, life] of this.#lives)
      if (!present.has(key)) this.#forget(key, life);
    for (const pod of pods) this.onChange(pod);
  }

  onChange(pod: PodObject): void {
    if (!this.nodeNames.has(pod.spec.nodeName ?? '')) return;
    const key = toKey(pod);
    let life = this.#lives.get(key);
    if (life && life.uid !== pod.metadata.uid) {
      this.#forget(key, life);
      life = undefined;
    }
    if (!life) {
      // A pod that ended before this kubelet started stays as it is.
      if (isEnded(pod) && !pod.metadata.deletionTimestamp) return;
      life = new PodLife(pod, this.#nextAddress(pod), this.services);
      this.#lives.set(key, life);
    }
    life.update(pod);
  }

  onDelete(pod: PodObject): void {
    const key = toKey(pod);
    const life = this.#lives.get(key);
    if (life?.uid === pod.metadata.uid) this.#forget(key, life);
  }

  findContainer(
    namespace: string,
    pod: string,
    container: string,
  ): Container | undefined {
    const life = this.#lives.get(`${namespace}/${pod}`);
    return life?.containers.find((one) => one.name === container);
  }

  close(): void {
    for (const [key, life] of this.#lives) this.#forget(key, life);
  }

  #forget(key: string, life: PodLife): void {
    life.stop();
    this.#lives.delete(key);
  }

  // Counts through 10.128.0.0/9, far from the services' 10.96.0.0/16; nobody can connect there.
  #nextAddress({ spec }: PodObject): string {
    if (spec.hostNetwork) return '127.0.0.1';
    this.#lastAddress += 1;
    const n = this.#lastAddress;
    return `10.${128 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}`;
  }
}

function toKey({ metadata }: PodObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function isEnded({ status }: PodObject): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}
