import { type Deployment, type DeploymentStatus } from './deployment.js';
import { withCondition } from './deployment-conditions.js';
import { type ReplicaSet, wantedOf } from './replicator.js';
import { toRolloutLimits } from './rollout-limits.js';

/** The sum of what ReplicaSets count. */
export function sumOf(
  replicaSets: readonly ReplicaSet[],
  count: (one: ReplicaSet) => number | undefined,
): number {
  return replicaSets.reduce((sum, one) => sum + (count(one) ?? 0), 0);
}

export const availableIn = (replicaSets: readonly ReplicaSet[]): number =>
  sumOf(replicaSets, ({ status }) => status.availableReplicas);

export const wantedIn = (replicaSets: readonly ReplicaSet[]): number =>
  sumOf(replicaSets, wantedOf);

export const replicasIn = (replicaSets: readonly ReplicaSet[]): number =>
  sumOf(replicaSets, ({ status }) => status.replicas);

/** What the deployment's status says of its ReplicaSets, with the condition whether enough pods are available (K9/status). */
export function countReplicas(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): DeploymentStatus {
  const all = current ? [...old, current] : old;
  const available = availableIn(all);
  const status: DeploymentStatus = {
    ...deployment.status,
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: replicasIn(all),
    updatedReplicas: current?.status.replicas ?? 0,
    readyReplicas: sumOf(all, (one) => one.status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, wantedIn(all) - available),
    terminatingReplicas: sumOf(all, (one) => one.status.terminatingReplicas),
  };
  const least = wantedOf(deployment) - toRolloutLimits(deployment).unavailable;
  return withCondition(
    status,
    available >= least
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
  );
}

/** Whether all wanted pods are of the current template and available, and no others are left. */
export function isComplete(
  deployment: Deployment,
  status: DeploymentStatus,
): boolean {
  const wanted = wantedOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}
