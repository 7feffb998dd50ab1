import type {
  V1Deployment,
  V1PodTemplateSpec,
  V1ReplicationController,
} from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { toLabels } from '../../graphql/label.type.js';
import { toContainer, toPodSecurity } from '../pods/container.manifest.js';
import { Exposure, Workload } from './app.type.js';
import { commonLabels } from './app-labels.js';
import type { AppPortInput } from './app-port.input.js';
import { defaultPortName } from './app-ports.js';
import {
  type SecretVersion,
  toSecretEnv,
  toTimes,
} from './app-secret.manifest.js';
import type { CreateAppInput } from './create-app.input.js';
import { toPlainEnv } from './env-change.js';
import { defaultReadiness, withProbes } from './probe.manifest.js';
import { withTemplateHash } from './template-hash.js';
import type { RawWorkload } from './workload.js';

type Template = Raw<V1PodTemplateSpec>;

/** What a workload is made of besides the wish. */
export interface Circumstances {
  createdBy: string;
  /** The tenant's pod security is "restricted". */
  forbidRoot: boolean;
  /** Its secrets, under the names that they are written with, and when. */
  secrets: SecretVersion[];
  now: string;
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
  { createdBy, secrets, now }: Circumstances,
): RawWorkload['metadata'] {
  return {
    name: input.name,
    namespace: input.tenant,
    labels: { ...toLabels(input.labels), ...commonLabels(input) },
    annotations: {
      [ANNOTATIONS.createdBy]: createdBy,
      ...(input.idempotencyKey !== undefined && {
        [ANNOTATIONS.idempotencyKey]: input.idempotencyKey,
      }),
      ...(input.probes?.readiness && { [ANNOTATIONS.readiness]: 'given' }),
      ...toTimes(
        Object.fromEntries(secrets.map(({ secret }) => [secret, now])),
      ),
    },
  };
}

function toTemplate(
  input: CreateAppInput,
  { createdBy, forbidRoot, secrets }: Circumstances,
): Template {
  const ports = input.ports ?? [];
  const env = [
    ...(input.env ?? []).map(toPlainEnv),
    ...secrets.map(toSecretEnv),
  ];
  const container = {
    ...toContainer({
      ...input,
      env: undefined,
      ports: toContainerPorts(ports),
    }),
    ...(env.length > 0 && { env }),
    ...defaultReadiness(ports),
  };
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
      containers: [withProbes(container, input.probes)],
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

/** Whether the app is reached from outside the cluster. */
export function isExposed(ports: AppPortInput[]): boolean {
  return ports.some(
    ({ exposure }) =>
      exposure === Exposure.NODE_PORT || exposure === Exposure.LOAD_BALANCER,
  );
}
