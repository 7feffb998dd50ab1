import type { CoreV1Event } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { DateTime } from '../../graphql/date-time.scalar.js';

export enum EventType {
  NORMAL = 'NORMAL',
  WARNING = 'WARNING',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EventType, {
  name: 'EventType',
  description: 'Whether an event is about the ordinary or about trouble.',
  valuesConfig: {
    NORMAL: { description: 'Something went its ordinary way.' },
    WARNING: { description: 'Something does not go as it should.' },
    UNKNOWN: {
      description: 'Neither is said, or the word is of a newer Kubernetes.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Which Kubernetes object something is about.',
})
export class ObjectReference {
  @Field(() => String, {
    nullable: true,
    description: 'Its API group and version, when it is told: `apps/v1`.',
  })
  apiVersion?: string;

  @Field(() => String, {
    description: 'Its kind: `Pod`; empty when it is not told.',
  })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its namespace, when its kind has one.',
  })
  namespace?: string;

  @Field(() => String, { description: 'Its name; empty when it is not told.' })
  name!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Something that Kubernetes noted about an object. What is noted again and again is one event with a count. The cluster forgets events after a while, usually an hour.',
})
export class ClusterEvent {
  @Field(() => EventType, { description: 'The ordinary, or trouble.' })
  type!: EventType;

  @Field(() => String, {
    description: 'The short word for it: `FailedScheduling`.',
  })
  reason!: string;

  @Field(() => String, { description: "The cluster's sentence about it." })
  message!: string;

  @Field(() => ObjectReference, { description: 'What it is about.' })
  regarding!: ObjectReference;

  @Field(() => Int, { description: 'How often it was noted.' })
  count!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was noted first, when that is told.',
  })
  firstSeen?: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was noted last, when that is told.',
  })
  lastSeen?: string;

  /** Where the Event lies, which is where its object lives. */
  namespace!: string;
  /** The container that it speaks of, if it is about one. */
  container?: string;
  /** The same for every Event that says the same about the same object. */
  series!: string;

  /** An Event of core/v1 as the API answers it. Those of newer reporters tell their times and counts in other fields. */
  static fromEvent(this: void, raw: Raw<CoreV1Event>): ClusterEvent {
    const { involvedObject: about, message = '', reason = '', series } = raw;
    const { creationTimestamp, namespace = '' } = raw.metadata;
    const type = raw.type?.toUpperCase();
    return Object.assign(new ClusterEvent(), {
      type:
        Object.values(EventType).find((known) => known === type) ??
        EventType.UNKNOWN,
      reason,
      message,
      regarding: Object.assign(new ObjectReference(), {
        apiVersion: about.apiVersion || undefined,
        kind: about.kind ?? '',
        namespace: about.namespace || undefined,
        name: about.name ?? '',
      }),
      count: Math.max(series?.count ?? raw.count ?? 1, 1),
      firstSeen: raw.firstTimestamp ?? raw.eventTime ?? creationTimestamp,
      lastSeen:
        series?.lastObservedTime ??
        raw.lastTimestamp ??
        raw.eventTime ??
        creationTimestamp,
      namespace,
      container: /^spec\.\w+\{(.+)\}$/.exec(about.fieldPath ?? '')?.[1],
      series: JSON.stringify([
        about.kind,
        about.namespace,
        about.name,
        about.uid,
        about.fieldPath,
        raw.type,
        reason,
        message,
      ]),
    });
  }
}
