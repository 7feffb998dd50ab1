import type { V1Pod, V1ReplicaSet } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { EventsOf } from '../events/object-events.loader.js';
import type { QuotaLine } from '../tenants/quota-line.type.js';
import type { Damping } from '../pods/problem.js';
import type { Problem } from '../pods/problem.type.js';
import { Severity } from '../pods/problem-code.js';
import {
  groupPods,
  isOver,
  isYoung,
  type PodGroups,
} from './app-pod-groups.js';
import { appProblems } from './app-problems.js';
import { AppPhase, AppStatus, type Serving } from './app-status.type.js';
import { isDeployment, newestReplicaSet } from './newest-replica-set.js';
import { isLatched } from './rollout-state.js';
import type { RawWorkload } from './workload.js';

/** What the cluster says about an app. */
export interface AppWorld {
  workload: RawWorkload;
  /** Those of the whole tenant will do. */
  replicaSets: readonly Raw<V1ReplicaSet>[];
  /** Of this app alone. */
  pods: readonly Raw<V1Pod>[];
  eventsOf: EventsOf;
  serviceProblems: readonly Problem[];
  /** The tenant's quota as it is now; only a refusal by it needs it. */
  quota?: readonly QuotaLine[];
}

type Told = Pick<AppStatus, 'phase' | 'message'>;

/** How an app is. Pure: the clock is handed in. */
export function toAppStatus(world: AppWorld, damping: Damping): AppStatus {
  const { workload, replicaSets, pods } = world;
  const newestSet = isDeployment(workload)
    ? newestReplicaSet(workload, replicaSets)
    : undefined;
  const groups = groupPods(workload, newestSet, pods);
  const { problems, doomed, isRefused } = appProblems(
    { ...world, newestSet, groups },
    damping,
  );
  const serving = toServing(workload, groups);
  const seen = { serving, groups, problems, isRefused };
  return toStatus(toPhase(workload, seen, damping), {
    serving,
    problems:
      serving.desired > 0
        ? problems
        : problems.filter(({ code }) => code === 'STUCK_TERMINATING'),
    observedAt: new Date(damping.now).toISOString(),
    evidence: { doomed, outdated: groups.outdated, patience: damping.patience },
  });
}

/** How an app is of which too little may be seen. */
export function toUnknownStatus(
  workload: RawWorkload,
  reason: string,
  { now, patience }: Damping,
): AppStatus {
  const nothing = { newest: [], live: [], old: [], outdated: 0 };
  const deleting = workload.metadata?.deletionTimestamp !== undefined;
  const phase = deleting
    ? told(AppPhase.DELETING, DELETED)
    : told(AppPhase.UNKNOWN, reason);
  return toStatus(phase, {
    serving: toServing(workload, nothing),
    problems: [],
    observedAt: new Date(now).toISOString(),
    evidence: { patience },
  });
}

const DELETED = 'It is being deleted.';

function toStatus(
  { phase, message }: Told,
  parts: Pick<AppStatus, 'serving' | 'problems' | 'observedAt' | 'evidence'>,
): AppStatus {
  const status = new AppStatus();
  status.phase = phase;
  status.message = message;
  status.serving = parts.serving;
  status.problems = parts.problems;
  status.observedAt = parts.observedAt;
  status.evidence = parts.evidence;
  return status;
}

function toServing(
  { spec, status }: RawWorkload,
  { old, newest }: PodGroups,
): Serving {
  return {
    desired: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    updated:
      status && 'updatedReplicas' in status
        ? (status.updatedReplicas ?? 0)
        : newest.length,
    old: old.length,
  };
}

interface Seen {
  serving: Serving;
  groups: PodGroups;
  problems: readonly Problem[];
  isRefused: boolean;
}

function toPhase(workload: RawWorkload, seen: Seen, damping: Damping): Told {
  const { metadata, status, spec } = workload;
  const { desired, available } = seen.serving;
  const count = `${available} of ${desired}`;
  if (metadata?.deletionTimestamp) return told(AppPhase.DELETING, DELETED);
  if (desired === 0) return stopped(workload, seen.groups);
  if (
    'paused' in (spec ?? {}) &&
    isDeployment(workload) &&
    workload.spec?.paused
  )
    return told(
      AppPhase.PAUSED,
      `The rollout is paused; ${count} pods are serving.`,
    );
  const coming = available > 0 ? AppPhase.UPDATING : AppPhase.STARTING;
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0))
    return told(coming, 'Waiting for Kubernetes to notice the change.');
  const blocking = seen.problems.find(
    ({ severity }) => severity === Severity.BLOCKING,
  );
  if (isDeployment(workload) && !isLatched(workload))
    return unlatched(seen, blocking, coming);
  if (available < desired) {
    if (
      !blocking &&
      !seen.isRefused &&
      isYoung(workload, seen.groups, damping.now, damping.patience)
    )
      return told(
        coming,
        `${count} pods are available; the others are coming up.`,
      );
    const why =
      blocking?.title ??
      seen.problems[0]?.title ??
      'The others do not come up.';
    return available > 0
      ? told(AppPhase.DEGRADED, `${count} pods are available. ${why}`)
      : told(AppPhase.DOWN, why);
  }
  const worst = seen.problems.find(
    ({ severity }) => severity !== Severity.NOTICE,
  );
  return worst
    ? told(
        AppPhase.DEGRADED,
        `${count} pods are available, but: ${worst.title}`,
      )
    : told(AppPhase.RUNNING, `${count} pods are available.`);
}

/** A pod that is told to stop is counted no more, and may go on for its whole grace period. */
function stopped({ status }: RawWorkload, { live, old }: PodGroups): Told {
  const left = Math.max(
    status?.replicas ?? 0,
    live.length + old.filter((pod) => !isOver(pod)).length,
  );
  if (left === 0)
    return told(AppPhase.STOPPED, 'It is stopped: no pods are wanted.');
  const pods = left === 1 ? '1 pod is' : `${left} pods are`;
  return told(AppPhase.STOPPING, `${pods} still to be stopped.`);
}

/** The present version has never been up as a whole. */
function unlatched(
  { serving, problems }: Seen,
  blocking: Problem | undefined,
  coming: AppPhase,
): Told {
  const { desired, available, old, updated } = serving;
  const count = `${available} of ${desired}`;
  if (!blocking) {
    const progress = `${updated} of ${desired} pods are of the new version; ${count} are available.`;
    const [first] = problems;
    return told(
      coming,
      first?.severity === Severity.DEGRADING
        ? `${progress} ${first.title}`
        : progress,
    );
  }
  if (available === 0) return told(AppPhase.DOWN, blocking.title);
  return told(
    AppPhase.DEGRADED,
    old > 0
      ? `The new version does not start; the previous one still serves ${count}. ${blocking.title}`
      : `${count} pods are available. ${blocking.title}`,
  );
}

function told(phase: AppPhase, message: string): Told {
  return { phase, message };
}
