import { Field, Int, ObjectType } from 'type-graphql';

import { DateTime } from '../../graphql/date-time.scalar.js';
import { FieldChange } from '../../graphql/object-change.type.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A version of an app that the cluster still has: what `kubectl rollout history` lists, and rollbackApp goes back to.',
})
export class Release {
  @Field(() => Int, { description: 'Its number; the newest has the highest.' })
  revision!: number;

  @Field(() => String, { description: 'Image of the first container.' })
  image!: string;

  @Field(() => DateTime, {
    description:
      'When this version was first made; a version that was gone back to keeps its time.',
  })
  createdAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who made it, when it was made here.',
  })
  createdBy?: string;

  @Field(() => Boolean, { description: 'Whether it is the present one.' })
  current!: boolean;

  @Field(() => [FieldChange], {
    description:
      'What differs in the pod template from the release before; empty for the oldest. Secrets are named, their values are not in it.',
  })
  changes!: FieldChange[];
}
