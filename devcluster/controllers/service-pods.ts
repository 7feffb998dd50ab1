import { isEqual } from '../store/is-equal.js';
import { type ClusterObject, isBeingDeleted, keyOf } from './cluster-object.js';
import type { Collection } from './collection.js';
import type { ObjectIndex } from './object-index.js';
import { isOver, type Pod } from './pod.js';
import {
  HEADLESS,
  isHeadless,
  type Service,
  type ServicePort,
} from './service.js';
import type { WorkQueue } from './work-queue.js';

/** A port of an endpoint: the service's, with the number that the pod listens on. */
export interface TargetPort {
  name: string;
  protocol: string;
  port: number;
  appProtocol?: string;
}

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

  /** The pods that a service selects, oldest first where that is known. */
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

/** Whether a pod has an address that lives. One that is ending lives on for those who want to see it. */
export function isReachable(pod: Pod, isEndingToo: boolean): boolean {
  return (
    !isOver(pod) &&
    (pod.status.podIPs?.length ?? 0) > 0 &&
    (isEndingToo || !isBeingDeleted(pod))
  );
}

/** The ports of a service as a pod has them; those whose name the pod does not know are left out. */
export function toTargetPorts({ spec }: Service, pod: Pod): TargetPort[] {
  return (spec.ports ?? []).flatMap((one) => {
    const port = toNumber(one, pod);
    const { name = '', protocol = 'TCP', appProtocol } = one;
    return port === undefined
      ? []
      : { name, protocol, port, ...(appProtocol && { appProtocol }) };
  });
}

function toNumber(
  { targetPort, port, protocol = 'TCP' }: ServicePort,
  { spec }: Pod,
): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port;
  const sidecars = (spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  return [...spec.containers, ...sidecars]
    .flatMap(({ ports }) => ports ?? [])
    .find(
      (one) => one.name === targetPort && (one.protocol ?? 'TCP') === protocol,
    )?.containerPort;
}

/** The host name of a pod that has one in the domain of the service. */
export function toHostname(service: Service, pod: Pod): string | undefined {
  const { hostname, subdomain } = pod.spec;
  const isNamed = hostname && subdomain === service.metadata.name;
  return isNamed ? hostname : undefined;
}

export function toTargetReference({ metadata }: Pod) {
  const { namespace, name, uid } = metadata;
  return { kind: 'Pod', namespace, name, uid };
}

/** The labels of a service, with whether it has an address. */
export function toEndpointLabels(service: Service): Record<string, string> {
  const { [HEADLESS]: _, ...labels } = service.metadata.labels ?? {};
  return isHeadless(service) ? { ...labels, [HEADLESS]: '' } : labels;
}

/** When the endpoints had a reason to change: the youngest thing that is in them. */
export function toTriggerTime(service: Service, pods: readonly Pod[]): string {
  return pods.reduce(
    (latest, { status }) =>
      (status.conditions ?? []).reduce(
        (last, { type, lastTransitionTime = '' }) =>
          type === 'Ready' && lastTransitionTime > last
            ? lastTransitionTime
            : last,
        latest,
      ),
    service.metadata.creationTimestamp,
  );
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
