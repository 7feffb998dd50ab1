import { Field, InputType, Int } from 'type-graphql';

import { AppTargetInput } from './app-target.input.js';

@InputType({
  description: 'No pods for a while; the number of them is remembered.',
})
export class StopAppInput extends AppTargetInput {}

@InputType({ description: 'As many pods as before stopApp.' })
export class StartAppInput extends AppTargetInput {}

@InputType({ description: 'New pods of the same app, one by one.' })
export class RestartAppInput extends AppTargetInput {}

@InputType({
  description:
    'Back to an earlier revision: image, variables and secrets, never the number of pods.',
})
export class RollbackAppInput extends AppTargetInput {
  @Field(() => Int, {
    nullable: true,
    description: 'Which revision; absent: the one before the current.',
  })
  revision?: number;
}
