import { Field, ID, ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { App } from './app.type.js';
import { Preview } from './preview.type.js';
import { Rollout } from './rollout.type.js';

/** What every mutation answers that leaves an app. */
@ObjectType({ simpleResolvers: true })
export abstract class AppPayload extends MutationPayload {
  @Field(() => App, {
    nullable: true,
    description: 'The app as it is now; null when the change was refused.',
  })
  app?: App;

  @Field(() => Rollout, {
    nullable: true,
    description:
      'The change on its way into the pods; null when it was refused or only tried.',
  })
  rollout?: Rollout;
}

/** What a mutation answers that may need more of the quota. */
@ObjectType({ simpleResolvers: true })
export abstract class PreviewedAppPayload extends AppPayload {
  @Field(() => Preview, {
    nullable: true,
    description:
      'What the change needs of the quota, as counted before it; also when it was refused for lack of room, or only tried. Null for who may not see the quota, and after other refusals.',
  })
  preview?: Preview;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the new app.',
})
export class CreateAppPayload extends PreviewedAppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the change.',
})
export class UpdateAppPayload extends PreviewedAppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the new number of pods.',
})
export class ScaleAppPayload extends PreviewedAppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the deletion.',
})
export class DeleteAppPayload extends MutationPayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the app that is going; null when it was refused.',
  })
  deletedId?: string;
}
