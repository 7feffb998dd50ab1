import { Field, InputType, Int } from 'type-graphql';

import { PortProtocol } from '../../graphql/port-protocol.js';
import { Exposure } from './app.type.js';

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
