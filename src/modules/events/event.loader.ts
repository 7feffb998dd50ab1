import type { CoreV1Event } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import {
  createScopedLists,
  type ScopedLists,
} from '../../graphql/scoped-lists.js';
import { ClusterEvent, EventType } from './cluster-event.type.js';

/** What a ClusterEvent is made of. */
const EVENT_FIELDS = [
  'metadata.namespace',
  'metadata.creationTimestamp',
  'type',
  'reason',
  'message',
  'involvedObject',
  'count',
  'series',
  'firstTimestamp',
  'lastTimestamp',
  'eventTime',
];
const FIELD_SELECTORS = {
  [EventType.NORMAL]: 'type=Normal',
  [EventType.WARNING]: 'type=Warning',
  [EventType.UNKNOWN]: 'type!=Normal,type!=Warning',
};

/** Events by namespace in batched lists, as the cluster holds them: one set of lists for each type that the request asks for. */
export const eventsByNamespace = perRequest((context: Context) => {
  const lists = new Map<EventType | undefined, ScopedLists<ClusterEvent>>();
  return (type?: EventType): ScopedLists<ClusterEvent> => {
    let known = lists.get(type);
    if (!known) {
      known = createScopedLists<Raw<CoreV1Event>, ClusterEvent>(
        context,
        KINDS.event,
        {
          fieldSelector: type && FIELD_SELECTORS[type],
          fields: EVENT_FIELDS,
          project: ClusterEvent.fromEvent,
          namespaceOf: ({ namespace }) => namespace,
        },
      );
      lists.set(type, known);
    }
    return known;
  };
});
