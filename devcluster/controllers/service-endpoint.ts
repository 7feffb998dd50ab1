import { isBeingDeleted } from './cluster-object.js';
import { isOver, type Pod } from './pod.js';
import {
  HEADLESS,
  isHeadless,
  type Service,
  type ServicePort,
} from './service.js';

/** A port of an endpoint: the service's, with the number that the pod listens on. */
export interface TargetPort {
  name: string;
  protocol: string;
  port: number;
  appProtocol?: string;
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
