import type {
  V1Deployment,
  V1PodTemplateSpec,
  V1Probe,
  V1ReplicationController,
} from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { toLabels } from '../../graphql/label.type.js';
import { toContainer, toPodSecurity } from '../pods/container.manifest.js';
import type { AppPortInput, CreateAppInput } from './app.input.js';
import { Exposure, Workload } from './app.type.js';
import { defaultPortName } from './app-ports.js';
import { templateHash } from './template-hash.js';
import type { RawWorkload } from './workload.js';

type Template = Raw<V1PodTemplateSpec>;

/** What a workload is made of besides the wish. */
export interface Circumstances {
  createdBy: string;
  /** The tenant's pod security is "restricted". */
  forbidRoot: boolean;
}

/** The labels that the workload, its pods and its Service have in common. */
export function commonLabels(app: {
  name: string;
  tenant: string;
}): Record<string, string> {
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.tenant]: app.tenant,
    [LABELS.app]: app.name,
    [LABELS.appName]: app.name,
    [LABELS.name]: app.name,
  };
}

/** The workload of a new app. */
export function toWorkload(
  input: CreateAppInput,
  circumstances: Circumstances,
): RawWorkload {
  return input.workload === Workload.DEPLOYMENT
    ? toDeployment(input, circumstances)
    : toReplicationController(input, circumstances);
}

function toDeployment(
  input: CreateAppInput,
  circumstances: Circumstances,
): Raw<V1Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: toMetadata(input, circumstances),
    spec: {
      replicas: input.replicas,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 300,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
      selector: { matchLabels: { [LABELS.app]: input.name } },
      template: toTemplate(input, circumstances),
    },
  };
}

/** Its pods carry the hash of their template, because nothing else tells old pods from new ones. */
function toReplicationController(
  input: CreateAppInput,
  circumstances: Circumstances,
): Raw<V1ReplicationController> {
  return {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: toMetadata(input, circumstances),
    spec: {
      replicas: input.replicas,
      selector: { [LABELS.app]: input.name },
      template: withTemplateHash(toTemplate(input, circumstances)),
    },
  };
}

function toMetadata(
  input: CreateAppInput,
  { createdBy }: Circumstances,
): RawWorkload['metadata'] {
  return {
    name: input.name,
    namespace: input.tenant,
    labels: { ...toLabels(input.labels), ...commonLabels(input) },
    annotations: { [ANNOTATIONS.createdBy]: createdBy },
  };
}

function toTemplate(
  input: CreateAppInput,
  { createdBy, forbidRoot }: Circumstances,
): Template {
  const ports = input.ports ?? [];
  return {
    metadata: {
      labels: {
        ...commonLabels(input),
        ...(isExposed(ports) && { [LABELS.exposed]: 'true' }),
      },
      annotations: { [ANNOTATIONS.changedBy]: createdBy },
    },
    spec: {
      ...toPodSecurity(forbidRoot),
      terminationGracePeriodSeconds: 30,
      topologySpreadConstraints: [
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
      ].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { [LABELS.app]: input.name } },
      })),
      ...(input.imagePullSecrets && {
        imagePullSecrets: input.imagePullSecrets.map((name) => ({ name })),
      }),
      containers: [
        {
          ...toContainer({
            ...input,
            name: input.name,
            ports: toContainerPorts(ports),
          }),
          ...defaultReadiness(ports),
        },
      ],
    },
  };
}

/** The ports of the container; two exposed ports may lead to the same one. */
export function toContainerPorts(
  ports: AppPortInput[],
): { name: string; containerPort: number; protocol: string }[] {
  const seen = new Set<string>();
  return ports.flatMap(({ name, port, targetPort = port, protocol }) => {
    const key = `${protocol} ${targetPort}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      {
        name: name ?? defaultPortName(protocol, port),
        containerPort: targetPort,
        protocol,
      },
    ];
  });
}

/** Ready when the first TCP port accepts connections. */
export function defaultReadiness(ports: AppPortInput[]): {
  readinessProbe?: Raw<V1Probe>;
} {
  const first = ports.find(({ protocol }) => protocol === 'TCP');
  if (!first) return {};
  return {
    readinessProbe: {
      tcpSocket: { port: first.targetPort ?? first.port },
      periodSeconds: 5,
      timeoutSeconds: 1,
      failureThreshold: 3,
    },
  };
}

/** Whether the app is reached from outside the cluster. */
export function isExposed(ports: AppPortInput[]): boolean {
  return ports.some(
    ({ exposure }) =>
      exposure === Exposure.NODE_PORT || exposure === Exposure.LOAD_BALANCER,
  );
}

/** A template that carries its own hash. */
export function withTemplateHash(template: Template): Template {
  const annotations = {
    ...template.metadata?.annotations,
    [ANNOTATIONS.templateHash]: templateHash(template),
  };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
