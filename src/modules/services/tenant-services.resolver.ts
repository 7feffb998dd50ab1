import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { type Connection, counted } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
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
    @First()
    first: number,
    @After()
    after?: string,
  ): Promise<Connection<Service>> {
    const services = await servicesByTenant(context).load(tenant.name);
    return counted(context, servicesPage(services, { first, after }));
  }
}
