import { Field, ObjectType } from 'type-graphql';

import { Quantity } from '../../graphql/quantity.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'What a change needs of one resource of a quota.',
})
export class PreviewLine {
  @Field(() => String, {
    description:
      'What is counted, as Kubernetes names it: `requests.cpu`, `pods`.',
  })
  resource!: string;

  @Field(() => Quantity, {
    description:
      'The most that is needed besides what is used now, while old and new pods run side by side.',
  })
  requested!: string;

  @Field(() => Quantity, { description: 'What was used before the change.' })
  used!: string;

  @Field(() => Quantity, { description: 'The most that may be used.' })
  hard!: string;

  @Field(() => Boolean, { description: 'Whether there is room for it.' })
  fits!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Whether the app's pods, with the surge of a rollout, fit into the tenant's quota.",
})
export class Preview {
  @Field(() => Boolean, {
    description: 'Whether there is room for all of it; without a quota, yes.',
  })
  fits!: boolean;

  @Field(() => Boolean, {
    description: 'Whether pods that run now are replaced.',
  })
  restartsPods!: boolean;

  @Field(() => [PreviewLine], {
    description:
      'One for each resource of pods that a quota limits; empty without a quota.',
  })
  lines!: PreviewLine[];
}
