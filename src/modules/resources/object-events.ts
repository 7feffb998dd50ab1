import type { Context } from '../../graphql/context.js';
import type { ClusterEvent, EventType } from '../events/cluster-event.type.js';
import { foldEvents } from '../events/fold-events.js';
import { eventsByObject } from '../events/object-events.loader.js';
import type { Resource } from './resource.type.js';

// Events about what lives in no namespace lie in this one.
const CLUSTER_EVENTS = 'default';

/** The Events about an object, newest first. */
export async function eventsOfResource(
  context: Context,
  { apiVersion, kind, namespace, name }: Resource,
  type?: EventType,
): Promise<ClusterEvent[]> {
  const eventsOf = await eventsByObject(context)(
    namespace ?? CLUSTER_EVENTS,
    type,
  );
  const events = eventsOf(kind, name).filter(
    ({ regarding }) =>
      regarding.namespace === namespace &&
      (regarding.apiVersion === undefined ||
        groupOf(regarding.apiVersion) === groupOf(apiVersion)),
  );
  return foldEvents(events);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
