import type { DeploymentCondition, DeploymentStatus } from './deployment.js';
import { toTimestamp } from './timestamp.js';

export type ConditionType = 'Progressing' | 'Available' | 'ReplicaFailure';

export function conditionOf(
  { conditions }: DeploymentStatus,
  type: ConditionType,
): DeploymentCondition | undefined {
  return conditions?.find((one) => one.type === type);
}

export interface ConditionChange {
  type: ConditionType;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

/** Sets a condition, unless it has that status and reason already. `isProgress` notes the time of it all the same. */
export function withCondition(
  status: DeploymentStatus,
  change: ConditionChange,
  isProgress = false,
): DeploymentStatus {
  const known = conditionOf(status, change.type);
  const isSame =
    known?.status === change.status && known.reason === change.reason;
  if (isSame && !isProgress) return status;
  const now = toTimestamp();
  const lastTransitionTime =
    known?.status === change.status ? known.lastTransitionTime : now;
  const condition = {
    type: change.type,
    status: change.status,
    lastUpdateTime: now,
    lastTransitionTime,
    reason: change.reason,
    message: change.message,
  };
  const { conditions = [] } = withoutCondition(status, change.type);
  return { ...status, conditions: [...conditions, condition] };
}

export function withoutCondition(
  status: DeploymentStatus,
  type: ConditionType,
): DeploymentStatus {
  return {
    ...status,
    conditions: (status.conditions ?? []).filter((one) => one.type !== type),
  };
}
