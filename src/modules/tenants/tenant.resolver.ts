import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import type { Connection } from '../../graphql/connection.js';
import { connectionType } from '../../graphql/connection.type.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { TenantFilter, TenantOrder } from './tenant.input.js';
import { tenantByName } from './tenant.loader.js';
import { Tenant } from './tenant.type.js';
import { readTenantsPage } from './tenant-page.js';

const { Connection: TenantConnection } = connectionType(
  'Tenant',
  () => Tenant,
  'How many tenants fit the filter; null when that would mean to read more than this page.',
);

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
      'The tenants that the viewer may see. Without the right to list namespaces these are the ones in which a RoleBinding names the viewer or a group of theirs; what a ClusterRoleBinding allows on single namespaces is not found: name those tenants.',
  })
  tenants(
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
    return readTenantsPage(context, { first, after, filter, orderBy });
  }
}
