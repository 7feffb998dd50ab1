import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { selectorPicks } from '../../cluster/labels.js';
import { type Connection, counted } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { podsByTenant } from '../pods/pod.loader.js';
import { type Pod, PodConnection } from '../pods/pod.type.js';
import { podsPage } from '../pods/pod-page.js';
import { Service } from './service.type.js';

@Resolver(() => Service)
export class ServicePodsResolver {
  @FieldResolver(() => PodConnection, {
    nullable: true,
    description: 'The pods that its selector picks, ready or not.',
  })
  async pods(
    @Root() service: Service,
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
  ): Promise<Connection<Pod>> {
    const pods = await podsByTenant(context)().load(service.tenantName);
    const picked = pods.filter(({ labelMap }) =>
      selectorPicks(service.selectorMap, labelMap),
    );
    return counted(context, podsPage(picked, { first, after }));
  }
}
