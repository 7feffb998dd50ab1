import { PodLife } from './pods/pod-life.js';
import { rejectPod } from './pods/reject-pod.js';
import type { KubeletServices } from './kubelet-services.js';
import type { NodePressure } from './node-pressure.js';
import type { PodObject } from './pod-object.js';
import type { PodListener } from './watch-pods.js';

/** All the pods that live on the kubelet's nodes. */
export class PodRoom implements PodListener {
  readonly #lives = new Map<string, PodLife>();
  readonly #rejected = new Set<string>();
  #lastAddress = 0;

  constructor(
    private readonly nodeNames: ReadonlySet<string>,
    private readonly pressure: NodePressure,
    private readonly services: KubeletServices,
  ) {}

  onList(pods: PodObject[]): void {
    const present = new Set(pods.map(toKey));
    for (const [key, life] of this.#lives)
      if (!present.has(key)) this.#forget(key, life);
    this.#rejected.clear();
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
    life ??= this.#takeIn(key, pod);
    life?.update(pod);
  }

  onDelete(pod: PodObject): void {
    const key = toKey(pod);
    this.#rejected.delete(pod.metadata.uid);
    const life = this.#lives.get(key);
    if (life?.uid === pod.metadata.uid) this.#forget(key, life);
  }

  find(namespace: string, pod: string): PodLife | undefined {
    return this.#lives.get(`${namespace}/${pod}`);
  }

  close(): void {
    for (const [key, life] of this.#lives) this.#forget(key, life);
  }

  #takeIn(key: string, pod: PodObject): PodLife | undefined {
    const { metadata, spec, status } = pod;
    const isDeleted = metadata.deletionTimestamp !== undefined;
    // A pod that ended before this kubelet started stays as it is.
    if (isEnded(pod) && !isDeleted) return undefined;
    if (this.#rejected.has(metadata.uid)) return undefined;
    const node = spec.nodeName ?? '';
    const pressure = this.pressure.against(node, status?.qosClass);
    // A pod that has an address lived here before, under another kubelet.
    if (pressure.length > 0 && !isDeleted && !status?.podIP) {
      this.#rejected.add(metadata.uid);
      rejectPod(pod, pressure, this.services);
      return undefined;
    }
    const life = new PodLife(pod, this.#nextAddress(pod), this.services);
    this.#lives.set(key, life);
    return life;
  }

  #forget(key: string, life: PodLife): void {
    life.close();
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
