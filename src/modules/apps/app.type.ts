import type {
  V1Deployment,
  V1ReplicationController,
} from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { Label } from '../../graphql/label.type.js';
import { Node } from '../../graphql/node.js';
import { PortProtocol } from '../../graphql/port-protocol.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { AppSecret } from './app-secret.type.js';
import { Probes } from './probe.type.js';

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
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A program that runs in a number of equal pods: a Deployment (or, on request, a ReplicationController) with its Service.',
})
export class App extends Node {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Workload, {
    description: 'Which Kubernetes object keeps its pods running.',
  })
  workload!: Workload;

  @Field(() => String, { description: 'Image of its first container.' })
  image!: string;

  @Field(() => [String], {
    description:
      'Program instead of that of the image; empty when the image decides.',
  })
  command!: string[];

  @Field(() => [String], {
    description:
      'Arguments instead of those of the image; empty when the image decides.',
  })
  args!: string[];

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that one replica asks for.',
  })
  cpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that one replica asks for.',
  })
  memory?: string;

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that one replica may use at most.',
  })
  cpuLimit?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that one replica may use at most.',
  })
  memoryLimit?: string;

  @Field(() => Int, {
    description:
      "Desired number of pods (the original design's instanceCount).",
  })
  replicas!: number;

  @Field(() => [EnvVar], {
    description: 'Its environment variables, in order.',
  })
  env!: EnvVar[];

  @Field(() => [AppSecret], {
    description: 'Its secrets: names and times, never values.',
  })
  secrets!: AppSecret[];

  @Field(() => Probes, {
    description: 'How the cluster tells whether it works.',
  })
  probes!: Probes;

  @Field(() => Int, {
    nullable: true,
    description: 'Numeric user of the containers, when it is set.',
  })
  runAsUser?: number;

  @Field(() => [String], {
    description: 'Names of the secrets with registry credentials.',
  })
  imagePullSecrets!: string[];

  @Field(() => [Label], { description: 'Labels of the workload.' })
  labels!: Label[];

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who made it, when it was made here.',
  })
  createdBy?: string;

  @Field(() => String, {
    description:
      'Opaque; changes with the spec, never with the status alone. Pass it as ifVersion.',
  })
  version!: string;

  tenantName!: string;
  uid!: string;
  /** Labels that its pods carry. */
  podLabels!: Record<string, string>;
  /** The workload itself, for its status. */
  raw!: Raw<V1Deployment> | Raw<V1ReplicationController>;
  containerPorts!: { name?: string; port: number; protocol: PortProtocol }[];
}

export const { Connection: AppConnection } = connectionType(
  'App',
  () => App,
  'How many apps fit the filter.',
);
