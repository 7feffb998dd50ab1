import { Field, ID, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { Service } from './service.type.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the new service.',
})
export class CreateServicePayload extends MutationPayload {
  @Field(() => Service, {
    nullable: true,
    description: 'The service; null when it was refused.',
  })
  service?: Service;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the change.',
})
export class UpdateServicePayload extends MutationPayload {
  @Field(() => Service, {
    nullable: true,
    description: 'The service as it is now; null when the change was refused.',
  })
  service?: Service;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion.',
})
export class DeleteServicePayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the service that is gone; null when it was refused.',
  })
  deletedId?: string;
}
