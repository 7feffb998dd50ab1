import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { type Connection, counted } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { Tenant } from '../tenants/tenant.type.js';
import { AppFilter, AppOrder } from './app.input.js';
import { appByName, appsByTenant } from './app.loader.js';
import { App, AppConnection } from './app.type.js';
import { appsPage } from './app-page.js';

@Resolver(() => Tenant)
export class TenantAppsResolver {
  @FieldResolver(() => AppConnection, {
    nullable: true,
    description: 'Its apps.',
  })
  async apps(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => AppFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: AppFilter,
    @Arg('orderBy', () => AppOrder, {
      nullable: true,
      defaultValue: AppOrder.NAME,
      description: 'In which order.',
    })
    orderBy?: AppOrder,
  ): Promise<Connection<App>> {
    const apps = await appsByTenant(context)(filter?.labelSelector).load(
      tenant.name,
    );
    return counted(
      context,
      await appsPage(context, apps, { first, after }, filter, orderBy),
    );
  }

  @FieldResolver(() => App, {
    nullable: true,
    description: 'One of its apps, by name.',
  })
  app(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<App | null> {
    return appByName(context).load(`${tenant.name}/${name}`);
  }
}
