import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { Pod } from '../pods/pod.type.js';
import { appByName } from './app.loader.js';
import { App } from './app.type.js';
import { appNameOf, belongsTo } from './app-relations.js';

@Resolver(() => Pod)
export class PodAppResolver {
  @FieldResolver(() => App, {
    nullable: true,
    description: 'The app that it belongs to, if any.',
  })
  async app(@Root() pod: Pod, @Ctx() context: Context): Promise<App | null> {
    const claim = appNameOf(pod);
    if (!claim) return null;
    const app = await appByName(context).load(
      `${pod.tenantName}/${claim.name}`,
    );
    return app && belongsTo(pod, app) ? app : null;
  }
}
