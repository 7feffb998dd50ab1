import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { Reader, Writer } from '../../cluster/cluster.js';
import { inNamespace } from '../../cluster/namespaced-cluster.js';
import type { Context } from '../../graphql/context.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import type { UserError } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import type { AppPayload } from './app.payload.js';
import { App } from './app.type.js';
import type { AppAnswer } from './app-answer.js';
import { checkRevision } from './app-check.js';
import { toAppField } from './app-field.js';
import {
  RestartAppInput,
  RollbackAppInput,
  StartAppInput,
  StopAppInput,
} from './app-life.input.js';
import {
  RestartAppPayload,
  RollbackAppPayload,
  SetAppSecretsPayload,
  StartAppPayload,
  StopAppPayload,
} from './app-life.payload.js';
import { SetAppSecretsInput } from './app-secret.input.js';
import { checkSetAppSecrets } from './app-secret-check.js';
import type { AppTargetInput } from './app-target.input.js';
import { restartApp } from './restart-app.js';
import { rollbackApp } from './rollback-app.js';
import { setAppSecrets } from './set-app-secrets.js';
import { startApp, stopApp } from './stop-app.js';

type Change<I> = (
  context: Context,
  cluster: Reader & Writer,
  writes: Writes,
  input: I,
) => Promise<AppAnswer>;

@Resolver(() => App)
export class AppLifeResolver {
  @Mutation(() => StopAppPayload, {
    description: 'Takes away all pods; startApp brings as many back.',
  })
  stopApp(
    @Ctx() context: Context,
    @Arg('input', () => StopAppInput, { description: 'Which app.' })
    input: StopAppInput,
  ): Promise<StopAppPayload> {
    return change(StopAppPayload, context, input, stopApp);
  }

  @Mutation(() => StartAppPayload, {
    description:
      'Back to the number of pods from before stopApp, or 1. An app that runs stays as it is.',
  })
  startApp(
    @Ctx() context: Context,
    @Arg('input', () => StartAppInput, { description: 'Which app.' })
    input: StartAppInput,
  ): Promise<StartAppPayload> {
    return change(StartAppPayload, context, input, startApp);
  }

  @Mutation(() => RestartAppPayload, {
    description:
      'Replaces the pods one by one, without a change. Not for a REPLICATION_CONTROLLER.',
  })
  restartApp(
    @Ctx() context: Context,
    @Arg('input', () => RestartAppInput, { description: 'Which app.' })
    input: RestartAppInput,
  ): Promise<RestartAppPayload> {
    return change(RestartAppPayload, context, input, restartApp);
  }

  @Mutation(() => RollbackAppPayload, {
    description:
      'Image, variables and secrets of an earlier revision; never the number of pods. Not for a REPLICATION_CONTROLLER.',
  })
  rollbackApp(
    @Ctx() context: Context,
    @Arg('input', () => RollbackAppInput, { description: 'Where to.' })
    input: RollbackAppInput,
  ): Promise<RollbackAppPayload> {
    return change(RollbackAppPayload, context, input, rollbackApp, () =>
      checkRevision(input.revision),
    );
  }

  @Mutation(() => SetAppSecretsPayload, {
    description:
      'Sets and takes away secrets. Each value is stored anew under a name of its own, so that a rollback brings the old one back.',
  })
  setAppSecrets(
    @Ctx() context: Context,
    @Arg('input', () => SetAppSecretsInput, { description: 'The secrets.' })
    input: SetAppSecretsInput,
  ): Promise<SetAppSecretsPayload> {
    return change(SetAppSecretsPayload, context, input, setAppSecrets, () =>
      checkSetAppSecrets(input),
    );
  }
}

function change<P extends AppPayload, I extends AppTargetInput>(
  Payload: new () => P,
  context: Context,
  input: I,
  run: Change<I>,
  check: () => UserError[] = () => [],
): Promise<P> {
  const cluster = inNamespace(context.cluster, input.tenant);
  const options = { input, cluster, fieldOf: toAppField };
  return mutate<AppPayload>(Payload, context, options, async (writes) => {
    refuseIf(check());
    return run(context, cluster, writes, input);
  }) as Promise<P>;
}
