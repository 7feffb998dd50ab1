import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { type Connection, DEFAULT_PAGE } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { Tenant } from '../tenants/tenant.type.js';
import { servicesByTenant } from './service.loader.js';
import { type Service, ServiceConnection } from './service.type.js';
import { servicesPage } from './service-page.js';

@Resolver(() => Tenant)
export class TenantServicesResolver {
  @FieldResolver(() => ServiceConnection, {
    nullable: true,
    description: 'All services of its namespace, whoever made them.',
  })
  async services(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: DEFAULT_PAGE,
      description: 'How many, 1 to 200.',
    })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor to go on behind.',
    })
    after?: string,
  ): Promise<Connection<Service>> {
    return servicesPage(await servicesByTenant(context).load(tenant.name), {
      first,
      after,
    });
  }
}
