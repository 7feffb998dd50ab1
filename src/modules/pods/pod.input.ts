import { Field, InputType, Int, registerEnumType } from 'type-graphql';

import { checkImage } from '../../graphql/check-image.js';
import { checkLabels } from '../../graphql/check-labels.js';
import { checkSubdomain } from '../../graphql/check-name.js';
import { checkCpu, checkMemory } from '../../graphql/check-quantity.js';
import { checkEnv, EnvVarInput } from '../../graphql/env-var.input.js';
import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import {
  checkDistinctPorts,
  checkPortName,
  checkPortNumber,
  checkProtocol,
  PortProtocol,
} from '../../graphql/port-protocol.js';
import { Cpu, Memory } from '../../graphql/quantity.scalar.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import { PodPhase } from './pod.type.js';

export enum RestartPolicy {
  ALWAYS = 'ALWAYS',
  ON_FAILURE = 'ON_FAILURE',
  NEVER = 'NEVER',
}

registerEnumType(RestartPolicy, {
  name: 'RestartPolicy',
  description: 'Whether a container that ended is started again.',
  valuesConfig: {
    ALWAYS: { description: 'Always: for what should keep running.' },
    ON_FAILURE: { description: 'Only when it ended badly.' },
    NEVER: { description: 'Never: for what runs once.' },
  },
});

@InputType({ description: 'Which pods; all of the conditions hold together.' })
export class PodFilter {
  @Field(() => [PodPhase], {
    nullable: true,
    description: "Kubernetes' coarse phase is one of these.",
  })
  phase?: PodPhase[];

  @Field(() => String, {
    nullable: true,
    description: 'A Kubernetes label selector: `app=web,tier!=test`.',
  })
  labelSelector?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The machine that they run on.',
  })
  nodeName?: string;

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  nameContains?: string;
}

@InputType({ description: 'A port that a pod listens on.' })
export class PodPortInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name, at most 15 characters.',
  })
  name?: string;

  @Field(() => Int, { description: 'Its number.' })
  port!: number;

  @Field(() => PortProtocol, {
    nullable: true,
    defaultValue: PortProtocol.TCP,
    description: 'Its protocol.',
  })
  protocol!: PortProtocol;
}

@InputType({
  description:
    'A new pod that no app looks after: when it is gone, it is gone. Most often you want createApp.',
})
export class CreatePodInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Its name: a DNS subdomain.' })
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

  @Field(() => Cpu, { nullable: true, description: 'CPU that it asks for.' })
  cpu?: string;

  @Field(() => Memory, {
    nullable: true,
    description: 'Memory that it asks for, and may use at most.',
  })
  memory?: string;

  @Field(() => [PodPortInput], {
    nullable: true,
    description: 'Ports that it listens on.',
  })
  ports?: PodPortInput[];

  @Field(() => [EnvVarInput], {
    nullable: true,
    description: 'Environment variables.',
  })
  env?: EnvVarInput[];

  @Field(() => [LabelInput], {
    nullable: true,
    description:
      'Labels of your own. They must not match the selector of a controller: it would take the pod over.',
  })
  labels?: LabelInput[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether anybody may connect to it: for a pod behind a service of type NODE_PORT or LOAD_BALANCER. Otherwise network policies let in only pods of the same tenant.',
  })
  exposed?: boolean;

  @Field(() => Int, { nullable: true, description: 'Numeric user to run as.' })
  runAsUser?: number;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of secrets with registry credentials.',
  })
  imagePullSecrets?: string[];

  @Field(() => RestartPolicy, {
    nullable: true,
    defaultValue: RestartPolicy.ALWAYS,
    description: 'Whether it is started again when it ends.',
  })
  restartPolicy!: RestartPolicy;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'What Kubernetes lets one change in a running pod.' })
export class UpdatePodInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which pod.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'New image of its first container, which is started again.',
  })
  image?: string;

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Replaces all labels that are not reserved.',
  })
  labels?: LabelInput[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether anybody may connect to it from now on, or only pods of the same tenant, where the network enforces policies.',
  })
  exposed?: boolean;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({
  description:
    'The end of a pod. One that belongs to an app is replaced by a new one.',
})
export class DeletePodInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which pod.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds that it gets to end by itself; absent: what the pod says, mostly 30.',
  })
  gracePeriodSeconds?: number;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

/** A wish for a pod, field by field. */
export function checkCreatePod(input: CreatePodInput): UserError[] {
  const ports = input.ports ?? [];
  return [
    ...checkSubdomain(['name'], input.name),
    ...checkImage(input.image),
    ...checkCpu('cpu', input.cpu),
    ...checkMemory('memory', input.memory),
    ...ports.flatMap(({ port, name, protocol }, index) => [
      ...checkPortNumber(['ports', index, 'port'], port),
      ...checkPortName(['ports', index, 'name'], name),
      ...checkProtocol(['ports', index, 'protocol'], protocol),
    ]),
    ...checkDistinctPorts(ports),
    ...checkEnv(input.env),
    ...checkLabels(input.labels),
    ...checkRunAsUser(input.runAsUser),
    ...(input.imagePullSecrets ?? []).flatMap((name, index) =>
      checkSubdomain(['imagePullSecrets', index], name),
    ),
  ];
}

/** A change of a pod. */
export function checkUpdatePod(input: UpdatePodInput): UserError[] {
  return [...checkImage(input.image), ...checkLabels(input.labels)];
}

/** The end of a pod. */
export function checkDeletePod({
  gracePeriodSeconds: seconds,
}: DeletePodInput): UserError[] {
  if (seconds === undefined || seconds >= 0) return [];
  return [
    invalid(
      ['gracePeriodSeconds'],
      `${seconds} seconds is not a time to wait: 0 or more.`,
    ),
  ];
}

/** A user id of Linux. */
export function checkRunAsUser(user: number | undefined): UserError[] {
  if (user === undefined || user >= 0) return [];
  return [
    invalid(
      ['runAsUser'],
      `${user} is not a user id: 0 or more, and not 0 where the tenant forbids root.`,
    ),
  ];
}
