import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { Service } from '../services/service.type.js';
import { appsByTenant } from './app.loader.js';
import { App } from './app.type.js';
import { standsBefore } from './app-relations.js';

@Resolver(() => Service)
export class ServiceAppResolver {
  @FieldResolver(() => App, {
    nullable: true,
    description:
      'The app whose pods its selector picks; the first by name when there are several.',
  })
  async app(
    @Root() service: Service,
    @Ctx() context: Context,
  ): Promise<App | null> {
    if (service.selector.length === 0) return null;
    const apps = await appsByTenant(context)().load(service.tenantName);
    const behind = apps.filter((app) => standsBefore(service, app));
    return behind.sort((a, b) => (a.name < b.name ? -1 : 1))[0] ?? null;
  }
}
