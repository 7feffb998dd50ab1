import { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import type { ClusterEvent, EventType } from './cluster-event.type.js';
import { eventsByNamespace } from './event.loader.js';

/** The Events about an object of one namespace. */
export type EventsOf = (kind: string, name: string) => readonly ClusterEvent[];

/** The Events of a namespace by what they are about: one list for any number of objects. */
export const eventsByObject = perRequest((context: Context) => {
  const indexes = new Map<string, Promise<EventsOf>>();
  return (namespace: string, type?: EventType): Promise<EventsOf> => {
    const key = `${type ?? ''}/${namespace}`;
    let known = indexes.get(key);
    if (!known) {
      known = eventsByNamespace(context)(type).load(namespace).then(toIndex);
      indexes.set(key, known);
    }
    return known;
  };
});

/** The same, or none where they may not be seen: what they would add is left out. */
export async function visibleEvents(
  context: Context,
  namespace: string,
): Promise<EventsOf> {
  try {
    return await eventsByObject(context)(namespace);
  } catch (error) {
    if (error instanceof ClusterError) return () => [];
    throw error;
  }
}

/** Looks Events up by what they are about. */
export function toIndex(events: readonly ClusterEvent[]): EventsOf {
  const index = new Map<string, ClusterEvent[]>();
  for (const event of events) {
    const key = `${event.regarding.kind}/${event.regarding.name}`;
    const group = index.get(key);
    if (group) group.push(event);
    else index.set(key, [event]);
  }
  return (kind, name) => index.get(`${kind}/${name}`) ?? [];
}
