import { Field, ID, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { Pod } from './pod.type.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the new pod.',
})
export class CreatePodPayload extends MutationPayload {
  @Field(() => Pod, {
    nullable: true,
    description: 'The pod; null when it was refused.',
  })
  pod?: Pod;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the change.',
})
export class UpdatePodPayload extends MutationPayload {
  @Field(() => Pod, {
    nullable: true,
    description: 'The pod as it is now; null when the change was refused.',
  })
  pod?: Pod;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion.',
})
export class DeletePodPayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the pod that is going; null when it was refused.',
  })
  deletedId?: string;
}
