import { Field, InputType, Int } from 'type-graphql';

import { DryRun, IfVersion } from '../../graphql/input-fields.js';
import { LabelInput } from '../../graphql/label.type.js';
import { PortProtocol } from '../../graphql/port-protocol.js';
import { ServiceType } from './service.type.js';

@InputType({
  description: 'Which services; all of the conditions hold together.',
})
export class ServiceFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  nameContains?: string;

  @Field(() => String, {
    nullable: true,
    description: 'A Kubernetes label selector.',
  })
  labelSelector?: string;

  @Field(() => [ServiceType], {
    nullable: true,
    description: 'Of one of these types.',
  })
  type?: ServiceType[];
}

@InputType({ description: 'A port of a service.' })
export class ServicePortInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name; needed when there are several.',
  })
  name?: string;

  @Field(() => Int, { description: 'The port that clients use.' })
  port!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The port of the pods: a number or the name of a port. Absent: the same as port.',
  })
  targetPort?: string;

  @Field(() => PortProtocol, {
    nullable: true,
    defaultValue: PortProtocol.TCP,
    description: 'Its protocol.',
  })
  protocol!: PortProtocol;

  @Field(() => Int, {
    nullable: true,
    description:
      'A certain port of the machines, for NODE_PORT and LOAD_BALANCER. Absent: the cluster chooses one.',
  })
  nodePort?: number;
}

@InputType({
  description:
    'A new service. For the ports of an app, createApp and updateApp make it for you.',
})
export class CreateServiceInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, {
    description: 'Its name: a DNS label that begins with a letter.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The app whose pods stand behind it. Either this or selector.',
  })
  app?: string;

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Labels of the pods that stand behind it. Either this or app.',
  })
  selector?: LabelInput[];

  @Field(() => ServiceType, {
    nullable: true,
    defaultValue: ServiceType.CLUSTER_IP,
    description: 'How it is reached.',
  })
  type!: ServiceType;

  @Field(() => [ServicePortInput], {
    description: 'Its ports; may be empty for EXTERNAL_NAME only.',
  })
  ports!: ServicePortInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The host outside, for EXTERNAL_NAME only.',
  })
  externalName?: string;

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Labels of your own.',
  })
  labels?: LabelInput[];

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'A change of a service; what is not sent stays.' })
export class UpdateServiceInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which service.' })
  name!: string;

  @Field(() => ServiceType, {
    nullable: true,
    description: 'How it is reached from now on.',
  })
  type?: ServiceType;

  @Field(() => [ServicePortInput], {
    nullable: true,
    description:
      'Replaces all ports. A port that stays keeps its node port unless another is given.',
  })
  ports?: ServicePortInput[];

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Replaces the selector.',
  })
  selector?: LabelInput[];

  @Field(() => [LabelInput], {
    nullable: true,
    description: 'Replaces all labels that are not reserved.',
  })
  labels?: LabelInput[];

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'The end of a service. The pods behind it stay.' })
export class DeleteServiceInput {
  @Field(() => String, { description: 'In which tenant.' })
  tenant!: string;

  @Field(() => String, { description: 'Which service.' })
  name!: string;

  @IfVersion()
  ifVersion?: string;

  @DryRun()
  dryRun!: boolean;
}
