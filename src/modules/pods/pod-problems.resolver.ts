import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { checkFirst } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { First } from '../../graphql/input-fields.js';
import { ClusterEvent, EventType } from '../events/cluster-event.type.js';
import { foldEvents } from '../events/fold-events.js';
import {
  eventsByObject,
  visibleEvents,
} from '../events/object-events.loader.js';
import { dampingOf } from './damping.js';
import { Pod } from './pod.type.js';
import { eventsOfPod } from './pod-events.js';
import { podProblems } from './pod-problems.js';
import { Problem } from './problem.type.js';

@Resolver(() => Pod)
export class PodProblemsResolver {
  @FieldResolver(() => [Problem], {
    description:
      'What is wrong with it, most important first; empty when all is well. Without the right to read events less is known.',
  })
  async problems(
    @Root() pod: Pod,
    @Ctx() context: Context,
  ): Promise<Problem[]> {
    const damping = dampingOf(context);
    const events = await visibleEvents(context, pod.tenantName);
    return podProblems(pod.raw, eventsOfPod(pod.raw, events), damping);
  }

  @FieldResolver(() => [ClusterEvent], {
    nullable: true,
    description: 'What Kubernetes noted about it, newest first.',
  })
  async events(
    @Root() pod: Pod,
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
    const eventsOf = await eventsByObject(context)(
      pod.tenantName,
      type ?? undefined,
    );
    return foldEvents(eventsOf('Pod', pod.name)).slice(0, size);
  }
}
