import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { checkFirst, MAX_PAGE } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { App, Workload } from './app.type.js';
import { Release } from './release.type.js';
import { toReleases } from './releases.js';
import { readRevisions } from './revisions.js';

@Resolver(() => App)
export class AppReleasesResolver {
  @FieldResolver(() => [Release], {
    nullable: true,
    description:
      'The versions that the cluster still has, newest first. Empty for a ReplicationController, which keeps none.',
  })
  async releases(
    @Root() app: App,
    @Ctx() context: Context,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: `How many at most, 1 to ${MAX_PAGE}.`,
    })
    first: number | null,
  ): Promise<Release[]> {
    const most = checkFirst(first ?? 10);
    if (app.workload === Workload.REPLICATION_CONTROLLER) return [];
    return toReleases(await readRevisions(context, app.raw)).slice(0, most);
  }
}
