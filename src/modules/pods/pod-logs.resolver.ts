import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { LogArguments, toLogQuery } from './log.input.js';
import { LogPage } from './log.type.js';
import { Pod } from './pod.type.js';
import { readLogs } from './read-logs.js';

@Resolver(() => Pod)
export class PodLogsResolver {
  @FieldResolver(() => LogPage, {
    nullable: true,
    description:
      'The newest lines that its containers wrote, merged by time, oldest first.',
  })
  logs(
    @Root() pod: Pod,
    @Ctx() context: Context,
    @Args(() => LogArguments) query: LogArguments,
  ): Promise<LogPage> {
    return readLogs(context, [pod], toLogQuery(query));
  }
}
