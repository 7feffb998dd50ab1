import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import { type Connection, pageOf } from '../../graphql/connection.js';
import { connectionType } from '../../graphql/connection.type.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { TenantFilter, TenantOrder } from './tenant.input.js';
import { tenantByName, tenantsBySelector } from './tenant.loader.js';
import { Tenant } from './tenant.type.js';

const { Connection: TenantConnection } = connectionType(
  'Tenant',
  () => Tenant,
  'How many tenants fit the filter.',
);

const ORDERS = {
  NAME: { by: [(tenant: Tenant) => tenant.name] },
  NAME_DESC: { by: [(tenant: Tenant) => tenant.name], descending: true },
  NEWEST: {
    by: [(tenant: Tenant) => tenant.createdAt, (tenant: Tenant) => tenant.name],
    descending: true,
  },
  OLDEST: {
    by: [(tenant: Tenant) => tenant.createdAt, (tenant: Tenant) => tenant.name],
  },
};

@Resolver(() => Tenant)
export class TenantResolver {
  @Query(() => Tenant, {
    nullable: true,
    description:
      'One tenant; null when it does not exist or the viewer may not see it.',
  })
  tenant(
    @Ctx() context: Context,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Tenant | null> {
    return tenantByName(context).load(name);
  }

  @Query(() => TenantConnection, {
    nullable: true,
    description:
      'The tenants of the cluster. Needs the right to list namespaces; without it, name them one by one.',
  })
  async tenants(
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => TenantFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: TenantFilter,
    @Arg('orderBy', () => TenantOrder, {
      nullable: true,
      defaultValue: TenantOrder.NAME,
      description: 'In which order.',
    })
    orderBy?: TenantOrder,
  ): Promise<Connection<Tenant>> {
    const tenants = await tenantsBySelector(context)(filter?.labelSelector);
    const wanted = tenants.filter(({ name }) =>
      name.includes(filter?.nameContains ?? ''),
    );
    return pageOf(
      wanted,
      { first, after },
      ORDERS[orderBy ?? TenantOrder.NAME],
    );
  }
}
