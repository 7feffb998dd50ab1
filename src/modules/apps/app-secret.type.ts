import { Field, ObjectType } from 'type-graphql';

import { DateTime } from '../../graphql/date-time.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A secret of an app. Its value is write-only: nobody reads it back here.',
})
export class AppSecret {
  @Field(() => String, { description: 'Name of the variable.' })
  name!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the value that is in use was set.',
  })
  updatedAt?: string;
}
