import type { V1Pod } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { findVisible } from '../../graphql/find-object.js';
import { Workload } from './app.type.js';
import { visibleReplicaSets } from './replica-set.loader.js';
import type { Rollout } from './rollout.type.js';
import type { RolloutName } from './rollout-id.js';
import { findRollout, type RolloutFacts } from './to-rollout.js';
import { type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** A rollout as it is now: the workload by name, and its ReplicaSets, or the pods of a ReplicationController. */
export async function loadRollout(
  context: Context,
  id: string,
  name: RolloutName,
): Promise<Rollout | null> {
  const { workload, tenant, app } = name;
  const [raw, facts] = await Promise.all([
    findVisible<RawWorkload>(
      context.cluster,
      WORKLOAD_KINDS[workload],
      tenant,
      app,
    ),
    readFacts(context, name),
  ]);
  return findRollout(id, name, raw, raw ? await facts(raw) : {});
}

async function readFacts(
  context: Context,
  { workload, tenant }: RolloutName,
): Promise<(raw: RawWorkload) => Promise<RolloutFacts>> {
  if (workload === Workload.REPLICATION_CONTROLLER)
    return async (raw) => ({
      evidence: { outdated: await countOutdated(context.cluster, raw) },
    });
  const replicaSets = await visibleReplicaSets(context, tenant);
  return async () => ({ replicaSets });
}

/** How many pods of a ReplicationController are of an older template: it does not replace them. */
export async function countOutdated(
  cluster: Reader,
  { metadata, spec }: RawWorkload,
): Promise<number | undefined> {
  const hash =
    spec?.template?.metadata?.annotations?.[ANNOTATIONS.templateHash];
  if (hash === undefined) return undefined;
  const old = ({ metadata: pod }: Raw<V1Pod>) =>
    pod?.ownerReferences?.some(({ uid }) => uid === metadata?.uid) === true &&
    pod.deletionTimestamp === undefined &&
    pod.annotations?.[ANNOTATIONS.templateHash] !== hash;
  try {
    const { items } = await cluster.list<Raw<V1Pod>, boolean>(KINDS.pod, {
      namespace: metadata?.namespace,
      labelSelector: `${LABELS.app}=${metadata?.name}`,
      project: old,
    });
    return items.filter(Boolean).length;
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
