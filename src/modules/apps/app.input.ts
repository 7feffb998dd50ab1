import { Field, InputType, Int, registerEnumType } from 'type-graphql';

import { AppPhase } from './app-status.type.js';
import { AppTargetInput } from './app-target.input.js';

export enum AppOrder {
  NAME = 'NAME',
  NAME_DESC = 'NAME_DESC',
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
}

registerEnumType(AppOrder, {
  name: 'AppOrder',
  description: 'How apps are sorted.',
  valuesConfig: {
    NAME: { description: 'By name, a to z.' },
    NAME_DESC: { description: 'By name, z to a.' },
    NEWEST: { description: 'The newest first.' },
    OLDEST: { description: 'The oldest first.' },
  },
});

@InputType({ description: 'Which apps; all of the conditions hold together.' })
export class AppFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  nameContains?: string;

  @Field(() => [AppPhase], {
    nullable: true,
    description:
      'The phase of the status is one of these. It costs what the status of all apps costs.',
  })
  phase?: AppPhase[];

  @Field(() => String, {
    nullable: true,
    description: 'A Kubernetes label selector on the workload.',
  })
  labelSelector?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the image: `nginx`, `:1.27`.',
  })
  image?: string;
}

@InputType({
  description: 'Another number of pods; the running ones are not restarted.',
})
export class ScaleAppInput extends AppTargetInput {
  @Field(() => Int, { description: 'Number of pods, 0 to 10000.' })
  replicas!: number;
}

@InputType({
  description: 'The end of an app, with its pods, its Service and its secrets.',
})
export class DeleteAppInput extends AppTargetInput {}
