import { Field, ID, Int, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { Resource } from './resource.type.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of a write of one object.',
})
export class ResourcePayload extends MutationPayload {
  @Field(() => Resource, {
    nullable: true,
    description:
      'What the cluster answered: the object as it is now, or would be. Null when it was refused, and where the cluster answers no object.',
  })
  resource?: Resource;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion of one object.',
})
export class DeleteResourcePayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the object that is going; null when it was refused.',
  })
  deletedId?: string;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion of several objects.',
})
export class DeleteResourcesPayload extends MutationPayload {
  @Field(() => Int, {
    description: 'How many are gone or on their way out, or would be.',
  })
  deleted: number = 0;
}
