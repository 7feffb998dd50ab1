import { Field, InputType, Int } from 'type-graphql';

import { EnvVarInput } from '../../graphql/env-var.input.js';
import { DryRun } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { Workload } from './app.type.js';
import { AppPortInput } from './app-port.input.js';
import { SecretInput } from './app-secret.input.js';
import { ProbesInput } from './probe.input.js';

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

  @Field(() => [SecretInput], {
    nullable: true,
    description:
      'Environment variables whose values nobody can read back here.',
  })
  secrets?: SecretInput[];

  @Field(() => ProbesInput, {
    nullable: true,
    description:
      'How the cluster tells whether it works. Absent: it is ready when its first TCP port accepts connections.',
  })
  probes?: ProbesInput;

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

  @Field(() => String, {
    nullable: true,
    description:
      'A name for this call, at most 128 characters. Repeating the call with the same key completes it instead of failing with ALREADY_EXISTS; what is there already stays as it was made.',
  })
  idempotencyKey?: string;

  @DryRun()
  dryRun!: boolean;
}
