import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';

import { selectorPicks } from '../../cluster/labels.js';
import { type Connection, DEFAULT_PAGE } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
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
  ): Promise<Connection<Pod>> {
    const pods = await podsByTenant(context)().load(service.tenantName);
    return podsPage(
      pods.filter(({ labelMap }) =>
        selectorPicks(service.selectorMap, labelMap),
      ),
      { first, after },
    );
  }
}
