import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { LogArguments, toLogQuery } from '../pods/log.input.js';
import { LogPage } from '../pods/log.type.js';
import { readLogs } from '../pods/read-logs.js';
import { App } from './app.type.js';
import { podsOfApp } from './app-pods.loader.js';

@Resolver(() => App)
export class AppLogsResolver {
  @FieldResolver(() => LogPage, {
    nullable: true,
    description:
      'The newest lines that its pods wrote, merged by time, oldest first.',
  })
  async logs(
    @Root() app: App,
    @Ctx() context: Context,
    @Args(() => LogArguments) args: LogArguments,
  ): Promise<LogPage> {
    const query = toLogQuery(args);
    const pods = await podsOfApp(context, app);
    const page = await readLogs(context, pods, query);
    return pods.length > 0
      ? page
      : { ...page, notes: [`app ${app.name} has no pods`] };
  }
}
