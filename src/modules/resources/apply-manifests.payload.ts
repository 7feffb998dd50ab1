import { Field, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { Resource } from './resource.type.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the manifests.',
})
export class ApplyManifestsPayload extends MutationPayload {
  @Field(() => [Resource], {
    description:
      'The objects as they are now, or with `dryRun` would be, in the order of the documents; without those that failed or could not be asked about.',
  })
  resources: Resource[] = [];
}
