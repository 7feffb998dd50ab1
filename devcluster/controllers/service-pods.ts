import { isEqual } from '../store/is-equal.js';
import { type ClusterObject, isBeingDeleted, keyOf } from './cluster-object.js';
import type { Collection } from './collection.js';
import type { ObjectIndex } from './object-index.js';
import { isOver, type Pod } from './pod.js';
import type { Service } from './service.js';
import type { WorkQueue } from './work-queue.js';

// Pods of one service tend to change together.
const BATCH_MS = 30;

/** Finds pods by a label in a namespace, and services by one label that they select. */
export class ServicePods {
  readonly #podsByLabel: ObjectIndex<Pod>;
  readonly #servicesByLabel: ObjectIndex<Service>;

  constructor(
    private readonly services: Collection<Service>,
    private readonly pods: Collection<Pod>,
  ) {
    this.#podsByLabel = pods.cache.indexBy('label', toLabelKeys);
    this.#servicesByLabel = services.cache.indexBy('selector', (service) =>
      toKeys(service, selectorOf(service)).slice(0, 1),
    );
  }

  /** The pods that a service selects. */
  podsOf(service: Service): Pod[] {
    const selector = selectorOf(service);
    const [key] = toKeys(service, selector);
    return key === undefined
      ? []
      : this.#podsByLabel.get(key).filter((pod) => isSelected(pod, selector));
  }

  /** Adds to the queue every service whose endpoints may have changed. */
  feed(queue: WorkQueue): void {
    this.services.cache.onChange((now, before) => {
      const service = now ?? before;
      if (service) queue.add(keyOf(service));
    });
    this.pods.cache.onChange((now, before) => {
      if (now && before && !isChanged(now, before)) return;
      const found = new Set([
        ...this.#servicesOf(now),
        ...this.#servicesOf(before),
      ]);
      for (const key of found) queue.addAfter(key, BATCH_MS);
    });
  }

  #servicesOf(pod: Pod | undefined): string[] {
    if (!pod) return [];
    return toLabelKeys(pod)
      .flatMap((key) => this.#servicesByLabel.get(key))
      .filter((service) => isSelected(pod, selectorOf(service)))
      .map(keyOf);
  }
}

/** A service without a selector, or of another kind of address, gets its endpoints from somebody else. */
export function selectsPods({ spec }: Service): boolean {
  return spec.selector !== undefined && spec.type !== 'ExternalName';
}

function selectorOf(service: Service): Record<string, string> {
  return selectsPods(service) ? (service.spec.selector ?? {}) : {};
}

function isSelected(
  { metadata }: Pod,
  selector: Record<string, string>,
): boolean {
  return Object.entries(selector).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );
}

function toLabelKeys(pod: Pod): string[] {
  return toKeys(pod, pod.metadata.labels);
}

function toKeys(
  { metadata }: ClusterObject,
  labels: Record<string, string> = {},
): string[] {
  return Object.entries(labels).map(
    ([key, value]) => `${metadata.namespace}/${key}=${value}`,
  );
}

/** Whether anything of a pod changed that endpoints show. */
function isChanged(now: Pod, before: Pod): boolean {
  return !isEqual(toShown(now), toShown(before));
}

function toShown(pod: Pod): unknown[] {
  const { metadata, spec, status } = pod;
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return [
    metadata.labels,
    isBeingDeleted(pod),
    spec.nodeName,
    isOver(pod),
    status.podIPs,
    ready?.status,
  ];
}
