import type { V1ReplicaSet } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { ClusterEvent } from '../events/cluster-event.type.js';
import type { EventsOf } from '../events/object-events.loader.js';
import type { Pod } from '../pods/pod.type.js';
import { eventsOfPod } from '../pods/pod-events.js';
import { type App, Workload } from './app.type.js';
import { isDeployment, ownReplicaSets } from './newest-replica-set.js';

/** The Events about an app: its workload, its ReplicaSets, its pods and their volume claims. */
export function eventsOfApp(
  { name, workload, raw }: App,
  pods: readonly Pod[],
  replicaSets: readonly Raw<V1ReplicaSet>[],
  eventsOf: EventsOf,
): ClusterEvent[] {
  const own =
    workload === Workload.DEPLOYMENT ? 'Deployment' : 'ReplicationController';
  const sets = isDeployment(raw) ? ownReplicaSets(raw, replicaSets) : [];
  const all = [
    ...eventsOf(own, name),
    ...sets.flatMap(({ metadata }) =>
      eventsOf('ReplicaSet', metadata?.name ?? ''),
    ),
    ...pods.flatMap((pod) => eventsOfPod(pod.raw, eventsOf)),
  ];
  return [...new Set(all)];
}
