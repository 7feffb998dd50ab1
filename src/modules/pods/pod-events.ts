import type { V1Pod } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { ClusterEvent } from '../events/cluster-event.type.js';
import type { EventsOf } from '../events/object-events.loader.js';

/** The Events of a pod and of its volume claims. */
export function eventsOfPod(
  { metadata, spec }: Raw<V1Pod>,
  eventsOf: EventsOf,
): readonly ClusterEvent[] {
  const own = eventsOf('Pod', metadata?.name ?? '');
  const claims = (spec?.volumes ?? []).flatMap(
    ({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [],
  );
  return claims.length === 0
    ? own
    : [
        ...own,
        ...claims.flatMap((name) => eventsOf('PersistentVolumeClaim', name)),
      ];
}
