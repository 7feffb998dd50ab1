import type { V1Service } from '@kubernetes/client-node';

import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { toServicePort } from '../services/service.manifest.js';
import { Exposure } from './app.type.js';
import { commonLabels } from './app-labels.js';
import type { AppPortInput } from './app-port.input.js';
import { defaultPortName } from './app-ports.js';
import { ownedBy } from './owner-reference.js';
import type { RawWorkload } from './workload.js';

const TYPES: Partial<Record<Exposure, string>> = {
  [Exposure.CLUSTER]: 'ClusterIP',
  [Exposure.NODE_PORT]: 'NodePort',
  [Exposure.LOAD_BALANCER]: 'LoadBalancer',
};

/** The ports that need a Service. */
export function exposedPorts(ports: AppPortInput[]): AppPortInput[] {
  return ports.filter(({ exposure }) => exposure !== Exposure.NONE);
}

/** The Service of an app, owned by its workload so that it goes with it. `ports` are exposed ones, at least one. */
export function toAppService(
  workload: RawWorkload,
  ports: AppPortInput[],
): Raw<V1Service> {
  const { name = '', namespace: tenant = '' } = workload.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: tenant,
      labels: commonLabels({ name, tenant }),
      ownerReferences: [ownedBy(workload)],
    },
    spec: {
      type: typeOf(ports),
      selector: { [LABELS.app]: name },
      ports: ports.map((port) => toPort(port)),
    },
  };
}

/** The Service with other ports. A port that stays keeps its node port, as long as the type has any. */
export function changeAppService(
  current: Raw<V1Service>,
  ports: AppPortInput[],
): Raw<V1Service> {
  const type = typeOf(ports);
  const before = current.spec?.ports ?? [];
  const wanted = ports.map((port) =>
    toPort(
      port,
      before.find(
        (each) =>
          each.port === port.port && (each.protocol ?? 'TCP') === port.protocol,
      ),
    ),
  );
  const withoutNodePorts = wanted.map(
    ({ nodePort: _nodePort, ...port }) => port,
  );
  return {
    ...current,
    spec: {
      ...current.spec,
      type,
      ports: type === 'ClusterIP' ? withoutNodePorts : wanted,
    },
  };
}

/** Whether a Service belongs to a workload. */
export function isOwnedBy(
  service: Raw<V1Service>,
  workload: RawWorkload,
): boolean {
  return (
    service.metadata?.ownerReferences?.some(
      ({ uid }) => uid === workload.metadata?.uid,
    ) ?? false
  );
}

function toPort(
  input: AppPortInput,
  before?: NonNullable<NonNullable<Raw<V1Service>['spec']>['ports']>[number],
) {
  const {
    name = defaultPortName(input.protocol, input.port),
    port,
    targetPort = port,
    protocol,
    nodePort,
  } = input;
  return toServicePort(
    { name, port, protocol, nodePort, targetPort: String(targetPort) },
    before,
  );
}

function typeOf(ports: AppPortInput[]): string {
  return TYPES[ports[0]?.exposure ?? Exposure.CLUSTER] ?? 'ClusterIP';
}
