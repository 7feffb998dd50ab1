import { Field, InputType, Int, registerEnumType } from 'type-graphql';

import { EnvVarInput } from '../../graphql/env-var.input.js';
import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import { PortProtocol } from '../../graphql/port-protocol.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { Exposure, Workload } from './app.type.js';
import { AppPhase } from './app-status.type.js';

export enum AppOrder {
  NAME = 'NAME',
  NAME_DESC = 'NAME_DESC',
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
}

registerEnumType(AppOrder, {
  name: 'AppOrder',
  description: 'How apps are sorted.',
  valuesConfig: {
    NAME: { description: 'By name, a to z.' },
    NAME_DESC: { description: 'By name, z to a.' },
    NEWEST: { description: 'The newest first.' },
    OLDEST: { description: 'The oldest first.' },
  },
});

@InputType({ description: 'Which apps; all of the conditions hold together.' })
export class AppFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  nameContains?: string;

  @Field(() => [AppPhase], {
    nullable: true,
    description:
      'The phase of the status is one of these. It costs what the status of all apps costs.',
  })
  phase?: AppPhase[];

  @Field(() => String, {
    nullable: true,
    description: 'A Kubernetes label selector on the workload.',
  })
  labelSelector?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the image: `nginx`, `:1.27`.',
  })
  image?: string;
}

@InputType({
  description:
    'A port of an app. All exposed ports of one app share one exposure, because they share one Service.',
})
export class AppPortInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Its name, at most 15 characters; absent: made of protocol and port, `tcp-8080`.',
  })
  name?: string;

  @Field(() => Int, { description: 'The port that clients use.' })
  port!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'The port that the container listens on; absent: the same as port.',
  })
  targetPort?: number;

  @Field(() => PortProtocol, {
    nullable: true,
    defaultValue: PortProtocol.TCP,
    description: 'Its protocol.',
  })
  protocol!: PortProtocol;

  @Field(() => Exposure, {
    nullable: true,
    defaultValue: Exposure.CLUSTER,
    description: 'How it is reachable.',
  })
  exposure!: Exposure;

  @Field(() => Int, {
    nullable: true,
    description:
      'A certain port of the nodes, for NODE_PORT and LOAD_BALANCER. Absent: the cluster chooses one.',
  })
  nodePort?: number;
}

@InputType({ description: 'A new app.' })
export class CreateAppInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, {
    description:
      'Its name: begins with a letter, at most 52 lower-case letters, digits and dashes.',
  })
  name!: string;

  @Field(() => String, { description: 'Image of its container: `nginx:1.27`.' })
  image!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Program instead of that of the image.',
  })
  command?: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Arguments instead of those of the image.',
  })
  args?: string[];

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
    description: 'CPU that one replica may use at most; absent: no limit.',
  })
  cpuLimit?: string;

  @Field(() => Memory, {
    nullable: true,
    description:
      'Memory that one replica may use at most; absent: as much as it asks for.',
  })
  memoryLimit?: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description:
      "Number of pods (the original design's instanceCount), 0 to 10000.",
  })
  replicas!: number;

  @Field(() => [AppPortInput], {
    nullable: true,
    description:
      'Ports that it listens on. Exposed ones get a Service of the name of the app.',
  })
  ports?: AppPortInput[];

  @Field(() => [EnvVarInput], {
    nullable: true,
    description: 'Environment variables.',
  })
  env?: EnvVarInput[];

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Labels of your own for the workload.',
  })
  labels?: LabelInput[];

  @Field(() => Int, {
    nullable: true,
    description: 'Numeric user to run as, for images that name none.',
  })
  runAsUser?: number;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of secrets with registry credentials.',
  })
  imagePullSecrets?: string[];

  @Field(() => Workload, {
    nullable: true,
    defaultValue: Workload.DEPLOYMENT,
    description: 'Which Kubernetes object keeps its pods running.',
  })
  workload!: Workload;

  @DryRun()
  dryRun!: boolean;
}

@InputType({
  description: 'A change of an app; what is not sent stays, whoever wrote it.',
})
export class UpdateAppInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which app.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'New image.' })
  image?: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Program instead of that of the image; an empty list gives it back to the image.',
  })
  command?: string[];

  @Field(() => [String], {
    nullable: true,
    description:
      'Arguments instead of those of the image; an empty list gives them back to the image.',
  })
  args?: string[];

  @Field(() => Cpu, {
    nullable: true,
    description: 'CPU that one replica asks for.',
  })
  cpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description:
      'Memory that one replica asks for. A limit that was as high follows.',
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
    nullable: true,
    description: 'Number of pods, 0 to 10000.',
  })
  replicas?: number;

  @Field(() => [AppPortInput], {
    nullable: true,
    description: 'Replaces all ports; an empty list takes the Service away.',
  })
  ports?: AppPortInput[];

  @Field(() => [EnvVarInput], {
    nullable: true,
    description: 'Set or change these variables; the others stay.',
  })
  setEnv?: EnvVarInput[];

  @Field(() => [String], {
    nullable: true,
    description: 'Names of variables to take away.',
  })
  unsetEnv?: string[];

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Replaces all labels of the workload that are not reserved.',
  })
  labels?: LabelInput[];

  @Field(() => Int, { nullable: true, description: 'Numeric user to run as.' })
  runAsUser?: number;

  @Field(() => [String], {
    nullable: true,
    description: 'Replaces the names of secrets with registry credentials.',
  })
  imagePullSecrets?: string[];

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({
  description: 'Another number of pods; the running ones are not restarted.',
})
export class ScaleAppInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which app.' })
  name!: string;

  @Field(() => Int, { description: 'Number of pods, 0 to 10000.' })
  replicas!: number;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'The end of an app, with its pods and its Service.' })
export class DeleteAppInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which app.' })
  name!: string;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}
