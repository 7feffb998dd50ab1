import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { Context } from './graphql/context.js';
import { fromId, Node, toId } from './graphql/node.js';
import { loadApp } from './modules/apps/app.resolver.js';
import { loadRollout } from './modules/apps/load-rollout.js';
import { toRolloutName } from './modules/apps/rollout-id.js';
import { loadPod } from './modules/pods/pod.resolver.js';
import { loadResourceById } from './modules/resources/load-resource.js';
import { loadService } from './modules/services/service.resolver.js';
import { tenantByName } from './modules/tenants/tenant.loader.js';

type Load = (context: Context, ...parts: string[]) => Promise<Node | null>;

const LOADS: Record<string, Load> = {
  Tenant: (context, name = '') => tenantByName(context).load(name),
  App: (context, tenant = '', name = '') => loadApp(context, tenant, name),
  Pod: (context, tenant = '', name = '') => loadPod(context, tenant, name),
  Service: (context, tenant = '', name = '') =>
    loadService(context, tenant, name),
  Resource: (context, ...parts) => loadResourceById(context, parts),
  Rollout: async (context, ...parts) => {
    const name = toRolloutName(parts);
    return name ? loadRollout(context, toId('Rollout', ...parts), name) : null;
  },
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      'Finds again what an id stands for; null when it is gone or the viewer may not see it.',
  })
  async node(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'An id from an earlier answer.' })
    id: string,
  ): Promise<Node | null> {
    const known = fromId(id);
    return known
      ? ((await LOADS[known.type]?.(context, ...known.parts)) ?? null)
      : null;
  }
}
