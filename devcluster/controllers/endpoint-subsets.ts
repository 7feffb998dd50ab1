import { isReady, type Pod } from './pod.js';
import { isHeadless, type Service } from './service.js';
import {
  isReachable,
  type TargetPort,
  toHostname,
  toTargetPorts,
  toTargetReference,
} from './service-endpoint.js';

export interface EndpointSubset {
  addresses?: EndpointAddress[];
  notReadyAddresses?: EndpointAddress[];
  ports?: Partial<TargetPort>[];
}

interface EndpointAddress {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef: object;
}

interface Member {
  address: EndpointAddress;
  isReady: boolean;
}

/** Puts the pods of a service together by the ports that they serve in common. */
export function toSubsets(
  service: Service,
  pods: readonly Pod[],
): EndpointSubset[] {
  const { publishNotReadyAddresses: isPublished = false, ports } = service.spec;
  const membersByPort = new Map<string, Member[]>();
  const needsPorts = !isHeadless(service) || (ports ?? []).length > 0;
  for (const pod of [...pods].sort(byAddress)) {
    if (!isReachable(pod, isPublished)) continue;
    const member = {
      address: toAddress(service, pod),
      isReady: isPublished || isReady(pod),
    };
    const keys = needsPorts
      ? toTargetPorts(service, pod).map((port) => JSON.stringify(port))
      : [''];
    for (const key of keys)
      membersByPort.set(key, [...(membersByPort.get(key) ?? []), member]);
  }
  return group(membersByPort);
}

function group(membersByPort: ReadonlyMap<string, Member[]>): EndpointSubset[] {
  const subsets = new Map<string, EndpointSubset>();
  for (const [portText, members] of membersByPort) {
    const key = JSON.stringify(members);
    let subset = subsets.get(key);
    if (!subset) subsets.set(key, (subset = toSubset(members)));
    if (portText)
      subset.ports = [
        ...(subset.ports ?? []),
        toPort(JSON.parse(portText) as TargetPort),
      ];
  }
  return [...subsets.values()];
}

function toSubset(members: readonly Member[]): EndpointSubset {
  const those = (isWanted: boolean) =>
    members
      .filter((member) => member.isReady === isWanted)
      .map(({ address }) => address);
  const [addresses, notReadyAddresses] = [those(true), those(false)];
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
  };
}

/** A port without a name shows none here. */
function toPort({ name, ...port }: TargetPort): Partial<TargetPort> {
  return name ? { name, ...port } : port;
}

function toAddress(service: Service, pod: Pod): EndpointAddress {
  const hostname = toHostname(service, pod);
  const { nodeName } = pod.spec;
  return {
    ip: ipOf(pod),
    ...(hostname && { hostname }),
    ...(nodeName && { nodeName }),
    targetRef: toTargetReference(pod),
  };
}

function ipOf({ status }: Pod): string {
  return status.podIPs?.[0]?.ip ?? '';
}

function byAddress(a: Pod, b: Pod): number {
  return ipOf(a) < ipOf(b) ? -1 : 1;
}
