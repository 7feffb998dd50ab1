import { ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { AppPayload } from './app.payload.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the stop.',
})
export class StopAppPayload extends AppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the start.',
})
export class StartAppPayload extends AppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the restart.',
})
export class RestartAppPayload extends AppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the rollback.',
})
export class RollbackAppPayload extends AppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the secrets.',
})
export class SetAppSecretsPayload extends AppPayload {}
