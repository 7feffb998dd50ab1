import type {
  V1Deployment,
  V1ReplicaSet,
  V1ReplicationController,
} from '@kubernetes/client-node';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';

/** Tells the two kinds of workload apart: objects in lists carry no kind, but their selectors differ. */
export function isDeployment(
  workload: Raw<V1Deployment> | Raw<V1ReplicationController>,
): workload is Raw<V1Deployment> {
  const { matchLabels, matchExpressions } = (workload.spec?.selector ??
    {}) as Record<string, unknown>;
  return (
    typeof matchLabels === 'object' || typeof matchExpressions === 'object'
  );
}

/** The ReplicaSets that a Deployment owns. */
export function ownReplicaSets(
  { metadata }: Pick<Raw<V1Deployment>, 'metadata'>,
  replicaSets: readonly Raw<V1ReplicaSet>[],
): Raw<V1ReplicaSet>[] {
  return replicaSets.filter((each) =>
    each.metadata?.ownerReferences?.some(
      ({ uid, controller }) => controller && uid === metadata?.uid,
    ),
  );
}

/** The ReplicaSet of a Deployment's present revision. */
export function newestReplicaSet(
  workload: Raw<V1Deployment>,
  replicaSets: readonly Raw<V1ReplicaSet>[],
): Raw<V1ReplicaSet> | undefined {
  const revision = workload.metadata?.annotations?.[ANNOTATIONS.revision];
  return revision === undefined
    ? undefined
    : ownReplicaSets(workload, replicaSets).find(
        ({ metadata }) =>
          metadata?.annotations?.[ANNOTATIONS.revision] === revision,
      );
}
