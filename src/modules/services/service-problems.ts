import type { V1Pod } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { hasCondition } from '../pods/pod-status-word.js';
import { type Damping, toProblem } from '../pods/problem.js';
import type { Problem } from '../pods/problem.type.js';
import { Endpoints, type EndpointSlice } from './endpoints.type.js';
import { type Service, ServiceType } from './service.type.js';

/** The time that Kubernetes may take to put a pod that is ready behind its services. */
const SETTLED_AFTER = 5_000;

/** What is wrong with a service: pods that it picks are ready, and still nothing answers. `slices` are those of the service. */
export function serviceProblems(
  service: Service,
  slices: readonly EndpointSlice[],
  pods: readonly Raw<V1Pod>[],
  { now, patience }: Damping,
): Problem[] {
  if (service.selector.length === 0) return [];
  if (service.type === ServiceType.EXTERNAL_NAME) return [];
  if (service.ports.length === 0) return [];
  const ready = pods.filter(
    (pod) =>
      !pod.metadata?.deletionTimestamp &&
      now - readySince(pod) >= SETTLED_AFTER * patience,
  );
  if (ready.length === 0 || Endpoints.fromSlices(slices).ready > 0) return [];
  const missing = service.ports.find(
    ({ targetPort }) =>
      !/^\d+$/.test(targetPort) &&
      !ready.some((pod) => hasPort(pod, targetPort)),
  );
  const port = missing?.targetPort;
  return [
    toProblem('NO_ENDPOINTS', {
      title: port
        ? `No pod listens behind the service ${service.name}: port name '${port}' does not exist in the container.`
        : `Pods are ready, but none stands behind the service ${service.name}.`,
      podNames: ready.map(({ metadata }) => metadata?.name ?? ''),
      facts: { service: service.name, port },
    }),
  ];
}

function readySince(pod: Raw<V1Pod>): number {
  if (!hasCondition(pod, 'Ready')) return NaN;
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return Date.parse(ready?.lastTransitionTime ?? '');
}

function hasPort({ spec }: Raw<V1Pod>, name: string): boolean {
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
  ];
  return containers.some(({ ports }) =>
    ports?.some((port) => port.name === name),
  );
}
