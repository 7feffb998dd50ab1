import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { Context } from './graphql/context.js';
import { fromId, Node } from './graphql/node.js';
import { loadApp } from './modules/apps/app.resolver.js';
import { loadPod } from './modules/pods/pod.resolver.js';
import { loadService } from './modules/services/service.resolver.js';
import { tenantByName } from './modules/tenants/tenant.loader.js';

type Load = (context: Context, ...parts: string[]) => Promise<Node | null>;

const LOADS: Record<string, Load> = {
  Tenant: (context, name = '') => tenantByName(context).load(name),
  App: (context, tenant = '', name = '') => loadApp(context, tenant, name),
  Pod: (context, tenant = '', name = '') => loadPod(context, tenant, name),
  Service: (context, tenant = '', name = '') =>
    loadService(context, tenant, name),
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
