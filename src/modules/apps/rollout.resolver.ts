import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { loadRollout } from './load-rollout.js';
import { Rollout } from './rollout.type.js';
import { fromRolloutId } from './rollout-id.js';
import { checkWaitSeconds, waitForRollout } from './wait-for-rollout.js';

@Resolver(() => Rollout)
export class RolloutResolver {
  @Query(() => Rollout, {
    nullable: true,
    description:
      'How far one change of an app is; null when the app is gone or the viewer may not see it.',
  })
  async rollout(
    @Ctx() context: Context,
    @Arg('id', () => ID, {
      description: 'Of `rollout` in the answer of a mutation.',
    })
    id: string,
  ): Promise<Rollout | null> {
    return loadRollout(context, id, fromRolloutId(id));
  }

  @Query(() => Rollout, {
    nullable: true,
    description:
      'Answers when the rollout is COMPLETE, STUCK, FAILED or SUPERSEDED, or as it is when the time is up; null when the app is gone. The server waits with a watch, so the caller needs the right to list and watch.',
  })
  async waitForRollout(
    @Ctx() context: Context,
    @Arg('id', () => ID, {
      description: 'Of `rollout` in the answer of a mutation.',
    })
    id: string,
    @Arg('timeoutSeconds', () => Int, {
      nullable: true,
      defaultValue: 60,
      description: 'How long to wait at most, from 1 to 300.',
    })
    timeoutSeconds: number | null,
  ): Promise<Rollout | null> {
    const seconds = timeoutSeconds ?? 60;
    checkWaitSeconds(seconds);
    return waitForRollout(context, id, fromRolloutId(id), seconds);
  }
}
