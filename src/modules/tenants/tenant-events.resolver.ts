import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { checkFirst } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { First } from '../../graphql/input-fields.js';
import { ClusterEvent, EventType } from '../events/cluster-event.type.js';
import { eventsByNamespace } from '../events/event.loader.js';
import { foldEvents } from '../events/fold-events.js';
import { Tenant } from './tenant.type.js';

@Resolver(() => Tenant)
export class TenantEventsResolver {
  @FieldResolver(() => [ClusterEvent], {
    nullable: true,
    description:
      'What Kubernetes noted about the objects in its namespace, newest first.',
  })
  async events(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
    @First()
    first: number,
    @Arg('type', () => EventType, {
      nullable: true,
      description: 'Only the ordinary, or only trouble.',
    })
    type?: EventType,
  ): Promise<ClusterEvent[]> {
    const size = checkFirst(first);
    const events = await eventsByNamespace(context)(type ?? undefined).load(
      tenant.name,
    );
    return foldEvents(events).slice(0, size);
  }
}
