import { ObjectType } from 'type-graphql';

import { MutationPayload } from '../../graphql/payload.type.js';
import { AppPayload, PreviewedAppPayload } from './app.payload.js';

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
export class StartAppPayload extends PreviewedAppPayload {}

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
export class RollbackAppPayload extends PreviewedAppPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the secrets.',
})
export class SetAppSecretsPayload extends AppPayload {}
