import { Field, InputType, Int } from 'type-graphql';

import { EnvVarInput } from '../../graphql/env-var.input.js';
import { LabelInput } from '../../graphql/label.type.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { AppPortInput } from './app-port.input.js';
import { AppTargetInput } from './app-target.input.js';
import { ProbesInput } from './probe.input.js';

@InputType({
  description: 'A change of an app; what is not sent stays, whoever wrote it.',
})
export class UpdateAppInput extends AppTargetInput {
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

  @Field(() => ProbesInput, {
    nullable: true,
    description: 'Replaces those probes that are given; the others stay.',
  })
  probes?: ProbesInput;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: changes of the pod template wait; false: they roll out. Not for a REPLICATION_CONTROLLER.',
  })
  paused?: boolean;
}
