import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum ProbeKind {
  HTTP = 'HTTP',
  TCP = 'TCP',
  EXEC = 'EXEC',
  GRPC = 'GRPC',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ProbeKind, {
  name: 'ProbeKind',
  description: 'How a probe asks.',
  valuesConfig: {
    HTTP: { description: 'By a GET.' },
    TCP: { description: 'By a connection.' },
    EXEC: { description: 'By a program in the container.' },
    GRPC: { description: 'By the health service of gRPC.' },
    UNKNOWN: { description: 'In a way of a newer Kubernetes.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'One way in which the cluster asks whether a container works.',
})
export class Probe {
  @Field(() => ProbeKind, { description: 'How it asks.' })
  kind!: ProbeKind;

  @Field(() => String, {
    nullable: true,
    description: 'Path of a GET, or service of gRPC.',
  })
  path?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number or name of the port.',
  })
  port?: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Program and arguments.',
  })
  command?: string[];

  @Field(() => Int, { description: 'Seconds from one try to the next.' })
  periodSeconds!: number;

  @Field(() => Int, { description: 'Seconds that a try may take.' })
  timeoutSeconds!: number;

  @Field(() => Int, { description: 'Failures in a row that count.' })
  failureThreshold!: number;

  @Field(() => Int, {
    description: 'Successes in a row that count after a failure.',
  })
  successThreshold!: number;

  @Field(() => Int, {
    description: 'Seconds after the start before the first try.',
  })
  initialDelaySeconds!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The probes of an app; null where it has none.',
})
export class Probes {
  @Field(() => Probe, {
    nullable: true,
    description: 'Whether a pod gets traffic.',
  })
  readiness?: Probe;

  @Field(() => Probe, {
    nullable: true,
    description: 'Whether the container goes on; it is restarted otherwise.',
  })
  liveness?: Probe;

  @Field(() => Probe, {
    nullable: true,
    description:
      'Whether the container has started; until then the other probes wait.',
  })
  startup?: Probe;
}
