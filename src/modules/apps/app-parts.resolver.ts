import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { type Connection, counted } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { clusterNodes } from '../../graphql/node-list.loader.js';
import { PodFilter } from '../pods/pod.input.js';
import { type Pod, PodConnection } from '../pods/pod.type.js';
import { podsPage } from '../pods/pod-page.js';
import { servicesByTenant } from '../services/service.loader.js';
import {
  type Service,
  ServiceConnection,
  ServiceType,
} from '../services/service.type.js';
import { servicesPage } from '../services/service-page.js';
import { App, AppPort } from './app.type.js';
import { podsOfApp } from './app-pods.loader.js';
import { toAppPorts, toUrls } from './app-ports.js';
import { standsBefore } from './app-relations.js';

@Resolver(() => App)
export class AppPartsResolver {
  @FieldResolver(() => PodConnection, {
    nullable: true,
    description: 'Its pods.',
  })
  async pods(
    @Root() app: App,
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
    const pods = await podsOfApp(context, app, filter);
    return counted(context, podsPage(pods, { first, after }, filter));
  }

  @FieldResolver(() => ServiceConnection, {
    nullable: true,
    description: 'The services whose selector picks its pods.',
  })
  async services(
    @Root() app: App,
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
  ): Promise<Connection<Service>> {
    const services = await servicesOf(context, app);
    return counted(context, servicesPage(services, { first, after }));
  }

  @FieldResolver(() => [AppPort], {
    description:
      'Its ports: those of its services, then those that only its pods have.',
  })
  async ports(@Root() app: App, @Ctx() context: Context): Promise<AppPort[]> {
    return toAppPorts(app, await servicesOf(context, app));
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description:
      'Where the app answers from outside: node ports and load balancers, once they are known.',
  })
  async urls(@Root() app: App, @Ctx() context: Context): Promise<string[]> {
    const services = await servicesOf(context, app);
    const needsNodes = services.some(
      ({ type }) => type === ServiceType.NODE_PORT,
    );
    const nodes = needsNodes ? await clusterNodes(context)() : [];
    return toUrls(
      services,
      nodes.flatMap(({ addresses }) => addresses),
    );
  }
}

async function servicesOf(context: Context, app: App): Promise<Service[]> {
  const services = await servicesByTenant(context).load(app.tenantName);
  return services.filter((service) => standsBefore(service, app));
}
