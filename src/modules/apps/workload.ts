import type {
  V1Deployment,
  V1PodTemplateSpec,
  V1ReplicationController,
} from '@kubernetes/client-node';

import { type Kind, KINDS } from '../../cluster/kinds.js';
import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { unescapeEnv } from '../../graphql/env-var.input.js';
import { fromLabels } from '../../graphql/label.type.js';
import { toId } from '../../graphql/node.js';
import { fromProtocol } from '../../graphql/port-protocol.js';
import { versionOf } from '../../graphql/version.js';
import { App, EnvVar, Workload } from './app.type.js';
import { fromSecretEnv } from './app-secret.manifest.js';
import { fromProbes } from './probe.manifest.js';

/** The two kinds of object behind an app, as far as they are alike. */
export type RawWorkload = Raw<V1Deployment> | Raw<V1ReplicationController>;
type RawEnv = NonNullable<
  NonNullable<Raw<V1PodTemplateSpec>['spec']>['containers'][number]['env']
>[number];

export const WORKLOAD_KINDS: Record<Workload, Kind> = {
  [Workload.DEPLOYMENT]: KINDS.deployment,
  [Workload.REPLICATION_CONTROLLER]: KINDS.replicationController,
};

/** A Deployment as an app; undefined when it is none. */
export function fromDeployment(raw: Raw<V1Deployment>): App | undefined {
  return fromWorkload(raw, Workload.DEPLOYMENT);
}

/** A ReplicationController as an app; undefined when it is none. */
export function fromReplicationController(
  raw: Raw<V1ReplicationController>,
): App | undefined {
  return fromWorkload(raw, Workload.REPLICATION_CONTROLLER);
}

/** Either kind as an app: it carries the label of its own name. Its first container is the app's. */
export function fromWorkload(
  raw: RawWorkload,
  workload: Workload,
): App | undefined {
  const {
    name = '',
    namespace = '',
    uid = '',
    labels,
    annotations,
    creationTimestamp,
  } = raw.metadata ?? {};
  if (labels?.[LABELS.app] !== name) return undefined;
  const { spec: pod, metadata: podMetadata } = raw.spec?.template ?? {};
  const container = pod?.containers[0];
  const { requests, limits } = container?.resources ?? {};
  return Object.assign(new App(), {
    id: toId('App', namespace, name),
    name,
    tenantName: namespace,
    uid,
    workload,
    image: container?.image ?? '',
    command: container?.command ?? [],
    args: container?.args ?? [],
    cpu: requests?.cpu,
    memory: requests?.memory,
    cpuLimit: limits?.cpu,
    memoryLimit: limits?.memory,
    replicas: raw.spec?.replicas ?? 1,
    env: (container?.env ?? []).map(toEnvVar),
    secrets: fromSecretEnv(name, container, annotations),
    probes: fromProbes(container),
    runAsUser:
      container?.securityContext?.runAsUser ?? pod?.securityContext?.runAsUser,
    imagePullSecrets: (pod?.imagePullSecrets ?? []).flatMap(
      (each) => each.name ?? [],
    ),
    labels: fromLabels(labels),
    createdAt: creationTimestamp ?? new Date(0).toISOString(),
    createdBy: annotations?.[ANNOTATIONS.createdBy],
    version: versionOf(raw),
    raw: { ...raw, metadata: { ...raw.metadata, managedFields: undefined } },
    podLabels: podMetadata?.labels ?? {},
    containerPorts: (container?.ports ?? []).map((port) => ({
      name: port.name,
      port: port.containerPort,
      protocol: fromProtocol(port.protocol),
    })),
  });
}

function toEnvVar({ name, value, valueFrom }: RawEnv): EnvVar {
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } =
    valueFrom ?? {};
  const source =
    (secretKeyRef && `secret ${secretKeyRef.name} key ${secretKeyRef.key}`) ??
    (configMapKeyRef &&
      `configmap ${configMapKeyRef.name} key ${configMapKeyRef.key}`) ??
    (fieldRef && `field ${fieldRef.fieldPath}`) ??
    (resourceFieldRef && `resource ${resourceFieldRef.resource}`) ??
    (valueFrom && 'another source');
  return Object.assign(new EnvVar(), {
    name,
    value: source ? undefined : unescapeEnv(value ?? ''),
    source,
  });
}
