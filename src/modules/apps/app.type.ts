import type {
  V1Container,
  V1Deployment,
  V1EnvVar,
  V1ReplicationController,
} from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { unescapeEnv } from '../../graphql/env-var.input.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { fromProtocol, PortProtocol } from '../../graphql/port-protocol.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { versionOf } from '../../graphql/version.js';
import { fromSecretEnv } from './app-secret.manifest.js';
import { AppSecret } from './app-secret.type.js';
import { fromProbes } from './probe.manifest.js';
import { Probes } from './probe.type.js';

type RawEnv = Raw<V1EnvVar>;

/** A port that the app's container names. */
export interface ContainerPort {
  name?: string;
  port: number;
  protocol: PortProtocol;
}

export enum Workload {
  DEPLOYMENT = 'DEPLOYMENT',
  REPLICATION_CONTROLLER = 'REPLICATION_CONTROLLER',
}

registerEnumType(Workload, {
  name: 'Workload',
  description: 'Which Kubernetes object keeps the pods of an app running.',
  valuesConfig: {
    DEPLOYMENT: {
      description: 'The usual one: a change replaces the pods one by one.',
    },
    REPLICATION_CONTROLLER: {
      description:
        'The older one: it keeps the number of pods, but a change leaves the running ones as they are.',
    },
  },
});

export enum Exposure {
  NONE = 'NONE',
  CLUSTER = 'CLUSTER',
  NODE_PORT = 'NODE_PORT',
  LOAD_BALANCER = 'LOAD_BALANCER',
}

registerEnumType(Exposure, {
  name: 'Exposure',
  description: 'How a port is reachable.',
  valuesConfig: {
    NONE: { description: 'Not at all, but at the address of each pod.' },
    CLUSTER: { description: 'From the cluster, at the name of the app.' },
    NODE_PORT: { description: "On every node's address." },
    LOAD_BALANCER: { description: 'Through a load balancer.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A port of an app.' })
export class AppPort {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Int, { description: 'The port that clients use.' })
  port!: number;

  @Field(() => String, {
    description: 'The port that the container listens on.',
  })
  targetPort!: string;

  @Field(() => PortProtocol, { description: 'Its protocol.' })
  protocol!: PortProtocol;

  @Field(() => Exposure, { description: 'How it is reachable.' })
  exposure!: Exposure;

  @Field(() => Int, {
    nullable: true,
    description: "The port of every node's address, when it has one.",
  })
  nodePort?: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An environment variable of an app.',
})
export class EnvVar {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its value, when it is given here.',
  })
  value?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Where the value comes from when it is not given here: `secret db-pass key URL`, `field status.podIP`.',
  })
  source?: string;

  static fromEnvVar(this: void, { name, value, valueFrom }: RawEnv): EnvVar {
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
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A program that runs in a number of equal pods: a Deployment (or, on request, a ReplicationController) with its Service.',
})
export class App extends Node {
  get id(): string {
    return toId('App', this.tenantName, this.name);
  }

  @Field(() => String, { description: 'Its name.' })
  readonly name: string;

  @Field(() => Workload, {
    description: 'Which Kubernetes object keeps its pods running.',
  })
  readonly workload: Workload;

  @Field(() => String, { description: 'Image of its first container.' })
  get image(): string {
    return this.container?.image ?? '';
  }

  @Field(() => [String], {
    description:
      'Program instead of that of the image; empty when the image decides.',
  })
  get command(): string[] {
    return this.container?.command ?? [];
  }

  @Field(() => [String], {
    description:
      'Arguments instead of those of the image; empty when the image decides.',
  })
  get args(): string[] {
    return this.container?.args ?? [];
  }

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that one replica asks for.',
  })
  get cpu(): string | undefined {
    return this.container?.resources?.requests?.cpu;
  }

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that one replica asks for.',
  })
  get memory(): string | undefined {
    return this.container?.resources?.requests?.memory;
  }

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that one replica may use at most.',
  })
  get cpuLimit(): string | undefined {
    return this.container?.resources?.limits?.cpu;
  }

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that one replica may use at most.',
  })
  get memoryLimit(): string | undefined {
    return this.container?.resources?.limits?.memory;
  }

  @Field(() => Int, {
    description:
      "Desired number of pods (the original design's instanceCount).",
  })
  get replicas(): number {
    return this.raw.spec?.replicas ?? 1;
  }

  @Field(() => [EnvVar], {
    description: 'Its environment variables, in order.',
  })
  get env(): EnvVar[] {
    return (this.container?.env ?? []).map(EnvVar.fromEnvVar);
  }

  @Field(() => [AppSecret], {
    description: 'Its secrets: names and times, never values.',
  })
  get secrets(): AppSecret[] {
    const { annotations } = this.raw.metadata ?? {};
    return fromSecretEnv(this.name, this.container, annotations);
  }

  @Field(() => Probes, {
    description: 'How the cluster tells whether it works.',
  })
  get probes(): Probes {
    return fromProbes(this.container);
  }

  @Field(() => Int, {
    nullable: true,
    description: 'Numeric user of the containers, when it is set.',
  })
  get runAsUser(): number | undefined {
    return (
      this.container?.securityContext?.runAsUser ??
      this.raw.spec?.template?.spec?.securityContext?.runAsUser
    );
  }

  @Field(() => [String], {
    description: 'Names of the secrets with registry credentials.',
  })
  get imagePullSecrets(): string[] {
    const { imagePullSecrets = [] } = this.raw.spec?.template?.spec ?? {};
    return imagePullSecrets.flatMap(({ name }) => name ?? []);
  }

  @Field(() => [Label], { description: 'Labels of the workload.' })
  get labels(): Label[] {
    return fromLabels(this.raw.metadata?.labels);
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get createdAt(): string {
    return this.raw.metadata?.creationTimestamp ?? new Date(0).toISOString();
  }

  @Field(() => String, {
    nullable: true,
    description: 'Who made it, when it was made here.',
  })
  get createdBy(): string | undefined {
    return this.raw.metadata?.annotations?.[ANNOTATIONS.createdBy];
  }

  @Field(() => String, {
    description:
      'Opaque; changes with the spec, never with the status alone. Pass it as ifVersion.',
  })
  get version(): string {
    return versionOf(this.raw);
  }

  readonly tenantName: string;

  /** A workload as the API answers it, as far as it was read: what few ask for is made out of it when they do. */
  constructor(
    readonly raw: Raw<V1Deployment> | Raw<V1ReplicationController>,
    workload: Workload,
  ) {
    super();
    this.name = raw.metadata?.name ?? '';
    this.tenantName = raw.metadata?.namespace ?? '';
    this.workload = workload;
  }

  get uid(): string {
    return this.raw.metadata?.uid ?? '';
  }

  /** Labels that its pods carry. */
  get podLabels(): Record<string, string> {
    return this.raw.spec?.template?.metadata?.labels ?? {};
  }

  get containerPorts(): ContainerPort[] {
    return (this.container?.ports ?? []).map((port) => ({
      name: port.name,
      port: port.containerPort,
      protocol: fromProtocol(port.protocol),
    }));
  }

  /** The first one is the app's. */
  private get container(): Raw<V1Container> | undefined {
    return this.raw.spec?.template?.spec?.containers[0];
  }
}

export const { Connection: AppConnection } = connectionType(
  'App',
  () => App,
  'How many apps fit the filter.',
);
