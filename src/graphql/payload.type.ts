import { Field, InterfaceType } from 'type-graphql';

import { ObjectChange } from './object-change.type.js';
import { UserError } from './user-error.type.js';

@InterfaceType({ description: 'What every mutation answers.' })
export abstract class MutationPayload {
  @Field(() => [UserError], { description: 'Empty when all went well.' })
  userErrors!: UserError[];

  @Field(() => [ObjectChange], {
    description:
      'Every object that was written, or with `dryRun` would be, in order.',
  })
  changes!: ObjectChange[];

  @Field(() => [String], {
    description: 'Warnings of the cluster, e.g. from pod security.',
  })
  warnings!: string[];
}
