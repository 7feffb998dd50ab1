import { Field, InputType, Int } from 'type-graphql';

@InputType({ description: 'Healthy when a GET answers with 200 to 399.' })
export class HttpProbeInput {
  @Field(() => String, { description: 'Path, beginning with `/`.' })
  path!: string;

  @Field(() => Int, { description: 'Port of the container.' })
  port!: number;
}

@InputType({ description: 'Healthy when the port accepts a connection.' })
export class TcpProbeInput {
  @Field(() => Int, { description: 'Port of the container.' })
  port!: number;
}

@InputType({ description: 'Healthy when the program ends with code 0.' })
export class ExecProbeInput {
  @Field(() => [String], {
    description: 'Program and arguments, run in the container without a shell.',
  })
  command!: string[];
}

@InputType({
  description:
    'How to ask whether an app works: exactly one of http, tcp, exec, or disabled: true for none at all.',
})
export class ProbeInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'true: no such probe.',
  })
  disabled?: boolean;

  @Field(() => HttpProbeInput, {
    nullable: true,
    description: 'By HTTP.',
  })
  http?: HttpProbeInput;

  @Field(() => TcpProbeInput, {
    nullable: true,
    description: 'By a TCP connection.',
  })
  tcp?: TcpProbeInput;

  @Field(() => ExecProbeInput, {
    nullable: true,
    description: 'By a program in the container.',
  })
  exec?: ExecProbeInput;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 5,
    description: 'Seconds from one try to the next, 1 or more.',
  })
  periodSeconds!: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'Seconds that a try may take, 1 or more.',
  })
  timeoutSeconds!: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 3,
    description: 'Failures in a row that count, 1 or more.',
  })
  failureThreshold!: number;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'Seconds after the start before the first try.',
  })
  initialDelaySeconds!: number;
}

@InputType({ description: 'The probes of an app.' })
export class ProbesInput {
  @Field(() => ProbeInput, {
    nullable: true,
    description: 'Whether a pod gets traffic.',
  })
  readiness?: ProbeInput;

  @Field(() => ProbeInput, {
    nullable: true,
    description: 'Whether the container goes on; it is restarted otherwise.',
  })
  liveness?: ProbeInput;

  @Field(() => ProbeInput, {
    nullable: true,
    description:
      'Whether the container has started; until then the other probes wait.',
  })
  startup?: ProbeInput;
}
