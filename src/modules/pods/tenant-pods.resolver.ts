import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { type Connection, counted } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { Tenant } from '../tenants/tenant.type.js';
import { PodFilter } from './pod.input.js';
import { podsByTenant } from './pod.loader.js';
import { type Pod, PodConnection } from './pod.type.js';
import { podsPage } from './pod-page.js';

@Resolver(() => Tenant)
export class TenantPodsResolver {
  @FieldResolver(() => PodConnection, {
    nullable: true,
    description: 'All pods of its namespace, whoever made them.',
  })
  async pods(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => PodFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: PodFilter,
  ): Promise<Connection<Pod>> {
    const selection = {
      labelSelector: filter?.labelSelector,
      nodeName: filter?.nodeName ?? undefined,
    };
    const pods = await podsByTenant(context)(selection).load(tenant.name);
    return counted(context, podsPage(pods, { first, after }, filter));
  }
}
