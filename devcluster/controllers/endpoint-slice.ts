import type { ClusterObject } from './cluster-object.js';
import { isBeingDeleted } from './cluster-object.js';
import { toControllerReference } from './owner-reference.js';
import { isReady, type Pod } from './pod.js';
import { SERVICES } from './resource.js';
import type { Service } from './service.js';
import {
  isReachable,
  type TargetPort,
  toEndpointLabels,
  toHostname,
  toTargetPorts,
  toTargetReference,
} from './service-endpoint.js';

export interface EndpointSlice extends ClusterObject {
  addressType: string;
  /** Null when there is none. */
  endpoints: Endpoint[] | null;
  ports?: TargetPort[] | null;
}

export interface Endpoint {
  addresses: string[];
  conditions: { ready: boolean; serving: boolean; terminating: boolean };
  hostname?: string;
  nodeName?: string;
  targetRef?: { uid: string };
}

export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const MANAGER = 'endpointslice-controller.k8s.io';

/** Endpoints that have the same ports. */
export interface EndpointGroup {
  ports: TargetPort[];
  endpoints: Endpoint[];
}

/** The endpoints of a service by the ports of their pods, which may give one name different numbers. */
export function toEndpointGroups(
  service: Service,
  pods: readonly Pod[],
): Map<string, EndpointGroup> {
  const groups = new Map<string, EndpointGroup>();
  for (const pod of pods) {
    const endpoint = toEndpoint(service, pod);
    if (!isReachable(pod, true) || endpoint.addresses.length === 0) continue;
    const ports = toTargetPorts(service, pod);
    const key = toPortsKey(ports);
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(key, group);
  }
  return groups;
}

/** Tells sets of ports apart, in whatever order they are. */
export function toPortsKey(ports: readonly TargetPort[] | null = []): string {
  return (ports ?? [])
    .map(
      ({ name = '', protocol, port, appProtocol = '' }) =>
        `${name}/${protocol}/${port}/${appProtocol}`,
    )
    .sort()
    .join(' ');
}

export function toSliceLabels(service: Service): Record<string, string> {
  return {
    ...toEndpointLabels(service),
    [SERVICE_NAME]: service.metadata.name,
    [MANAGED_BY]: MANAGER,
  };
}

/** A slice as it is created; its name is generated. */
export function toSlice(service: Service, group: EndpointGroup) {
  return {
    metadata: {
      generateName: `${service.metadata.name}-`,
      labels: toSliceLabels(service),
      ownerReferences: [toControllerReference(service, SERVICES)],
    },
    addressType: 'IPv4',
    ...group,
  };
}

function toEndpoint(service: Service, pod: Pod): Endpoint {
  const { publishNotReadyAddresses: isPublished = false } = service.spec;
  const serving = isReady(pod);
  const terminating = isBeingDeleted(pod);
  const hostname = toHostname(service, pod);
  const { nodeName } = pod.spec;
  return {
    addresses: (pod.status.podIPs ?? [])
      .map(({ ip }) => ip)
      .filter((ip) => !ip.includes(':')),
    conditions: {
      ready: isPublished || (serving && !terminating),
      serving,
      terminating,
    },
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    targetRef: toTargetReference(pod),
  };
}
