import { Field, Int, ObjectType } from 'type-graphql';

import { DateTime } from '../../graphql/date-time.scalar.js';
import { Node } from '../../graphql/node.js';
import { RolloutState } from './rollout-state.js';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'One change of an app on its way into the pods. Its id names exactly this change: ask for it with `rollout`, wait for it with `waitForRollout`.',
})
export class Rollout extends Node {
  readonly id!: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Which revision of the app it makes, as `kubectl rollout history` counts them; null until Kubernetes has given it a number, and for a ReplicationController.',
  })
  revision?: number;

  @Field(() => RolloutState, { description: 'How far it is.' })
  state!: RolloutState;

  @Field(() => String, { description: 'The same in one sentence.' })
  message!: string;

  @Field(() => Int, {
    description: 'How many pods are of the version that it brought.',
  })
  updated!: number;

  @Field(() => Int, {
    description:
      'How many pods of the app are available, of whatever version; for a SUPERSEDED one, those of its own version.',
  })
  available!: number;

  @Field(() => Int, { description: 'How many pods the app should have now.' })
  total!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the first pods of it were asked for, as far as known.',
  })
  startedAt?: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it counts as FAILED unless there is progress before; null when it is not under way.',
  })
  deadlineAt?: string;
}
