import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { loadRollout } from './load-rollout.js';
import { Rollout } from './rollout.type.js';
import { fromRolloutId } from './rollout-id.js';

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
}
