import type { V1Service, V1ServicePort } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { isReservedLabel } from '../../graphql/check-labels.js';
import { toLabels } from '../../graphql/label.type.js';
import { refuseIf } from '../../graphql/refused.js';
import type {
  CreateServiceInput,
  ServicePortInput,
  UpdateServiceInput,
} from './service.input.js';
import { toWireType } from './service.type.js';
import { checkNoNodePorts } from './service-check.js';

/** A Service by the wish for it. */
export function toService(
  input: CreateServiceInput,
  createdBy: string,
): Raw<V1Service> {
  const selector =
    input.app === undefined
      ? input.selector && toLabels(input.selector)
      : { [LABELS.app]: input.app };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: input.name,
      namespace: input.tenant,
      labels: {
        ...toLabels(input.labels),
        [LABELS.managedBy]: MANAGED_BY,
        [LABELS.tenant]: input.tenant,
        [LABELS.appName]: input.name,
        [LABELS.name]: input.name,
      },
      annotations: { [ANNOTATIONS.createdBy]: createdBy },
    },
    spec: {
      type: toWireType(input.type),
      ...(input.externalName === undefined
        ? {}
        : { externalName: input.externalName }),
      ...(selector && { selector }),
      ...(input.ports.length === 0
        ? {}
        : { ports: input.ports.map((port) => toServicePort(port)) }),
    },
  };
}

/** A Service with what was asked for changed. Node ports stay with their ports, and go when the type has none. */
export function changeService(
  current: Raw<V1Service>,
  input: UpdateServiceInput,
): Raw<V1Service> {
  const type =
    input.type === undefined ? current.spec?.type : toWireType(input.type);
  const before = current.spec?.ports ?? [];
  const wanted =
    input.ports?.map((port) =>
      toServicePort(
        port,
        before.find((each) => samePort(each, port)),
      ),
    ) ?? before;
  const withNodePorts = type === 'NodePort' || type === 'LoadBalancer';
  if (!withNodePorts) refuseIf(checkNoNodePorts(input.ports ?? []));
  return {
    ...current,
    metadata: {
      ...current.metadata,
      ...(input.labels && { labels: changedLabels(current, input) }),
    },
    spec: {
      ...current.spec,
      type,
      // Of what it was; a cluster would keep it.
      ...(input.type !== undefined && { externalName: undefined }),
      ports: withNodePorts
        ? wanted
        : wanted.map(({ nodePort: _nodePort, ...port }) => port),
      ...(input.selector && { selector: toLabels(input.selector) }),
    },
  };
}

/** One port; `before` is the port that it takes the place of. */
export function toServicePort(
  input: ServicePortInput,
  before?: Raw<V1ServicePort>,
): Raw<V1ServicePort> {
  const target = input.targetPort;
  const nodePort = input.nodePort ?? before?.nodePort;
  return {
    ...before,
    ...(input.name === undefined ? {} : { name: input.name }),
    port: input.port,
    protocol: input.protocol,
    targetPort:
      target === undefined
        ? input.port
        : /^\d+$/.test(target)
          ? Number(target)
          : target,
    ...(nodePort === undefined ? {} : { nodePort }),
  };
}

function samePort(port: Raw<V1ServicePort>, input: ServicePortInput): boolean {
  return (
    port.port === input.port && (port.protocol ?? 'TCP') === input.protocol
  );
}

function changedLabels(
  current: Raw<V1Service>,
  { labels }: UpdateServiceInput,
): Record<string, string> {
  const reserved = Object.entries(current.metadata?.labels ?? {}).filter(
    ([key]) => isReservedLabel(key) || key === LABELS.name,
  );
  return { ...toLabels(labels), ...Object.fromEntries(reserved) };
}
