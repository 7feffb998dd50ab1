import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { checkFirst } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { First } from '../../graphql/input-fields.js';
import { ClusterEvent, EventType } from '../events/cluster-event.type.js';
import { foldEvents } from '../events/fold-events.js';
import { eventsByObject } from '../events/object-events.loader.js';
import { App } from './app.type.js';
import { eventsOfApp } from './app-events.js';
import { podsOfApp } from './app-pods.loader.js';
import { statusOfApp } from './app-status.loader.js';
import { AppStatus } from './app-status.type.js';
import { visibleReplicaSets } from './replica-set.loader.js';
import { Rollout } from './rollout.type.js';
import { toRollout } from './to-rollout.js';

@Resolver(() => App)
export class AppStatusResolver {
  @FieldResolver(() => AppStatus, {
    description:
      'How it is and why; UNKNOWN, with the reason, when the cluster does not let us see enough.',
  })
  status(@Root() app: App, @Ctx() context: Context): Promise<AppStatus> {
    return statusOfApp(context)(app);
  }

  @FieldResolver(() => [ClusterEvent], {
    nullable: true,
    description:
      'What Kubernetes noted about it, its ReplicaSets and its pods, newest first.',
  })
  async events(
    @Root() app: App,
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
    const [eventsOf, pods, sets] = await Promise.all([
      eventsByObject(context)(app.tenantName, type ?? undefined),
      podsOfApp(context, app),
      visibleReplicaSets(context, app.tenantName),
    ]);
    return foldEvents(eventsOfApp(app, pods, sets, eventsOf)).slice(0, size);
  }
}

@Resolver(() => AppStatus)
export class AppStatusRolloutResolver {
  @FieldResolver(() => Rollout, {
    description:
      'How far its last change is. `serving` tells whether it answers meanwhile.',
  })
  rollout(
    @Root() { app, replicaSets, evidence, observedAt }: AppStatus,
  ): Rollout {
    return toRollout(app.raw, app.workload, 'template', {
      ...{ replicaSets, evidence },
      now: Date.parse(observedAt),
    });
  }
}
