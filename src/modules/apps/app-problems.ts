import type { V1Pod, V1ReplicaSet } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { EventsOf } from '../events/object-events.loader.js';
import type { QuotaLine } from '../tenants/quota-line.type.js';
import { eventsOfPod } from '../pods/pod-events.js';
import { podProblems } from '../pods/pod-problems.js';
import { hasCondition } from '../pods/pod-status-word.js';
import { type Damping, joinProblems, toProblem } from '../pods/problem.js';
import type { Problem } from '../pods/problem.type.js';
import { type ProblemCode, Severity } from '../pods/problem-code.js';
import type { PodGroups } from './app-pod-groups.js';
import { isDeployment } from './newest-replica-set.js';
import { refusalProblem } from './refusal-problem.js';
import type { RawWorkload } from './workload.js';

/** What an app's problems are found in. */
export interface ProblemSources {
  workload: RawWorkload;
  newestSet?: Raw<V1ReplicaSet>;
  groups: PodGroups;
  eventsOf: EventsOf;
  /** Those of the services in front of the app. */
  serviceProblems: readonly Problem[];
  /** The tenant's quota as it is now, when it is known. */
  quota?: readonly QuotaLine[];
}

export interface AppProblems {
  problems: Problem[];
  /** Whether no pod of the present version will come up: the sentence why. */
  doomed?: string;
  /** Whether pods are missing because Kubernetes refuses to make them. */
  isRefused: boolean;
}

const LOST: readonly ProblemCode[] = [
  'EVICTED',
  'NODE_PRESSURE',
  'PREEMPTED',
  'NODE_LOST',
];
const REMEMBERED = 600_000;
const RECENT_REFUSAL = 1_200_000;

/** What is wrong with an app, worst first. */
export function appProblems(
  sources: ProblemSources,
  damping: Damping,
): AppProblems {
  const { workload, groups, eventsOf, serviceProblems } = sources;
  const { status, spec } = workload;
  const desired = spec?.replicas ?? 1;
  const isShort = (status?.availableReplicas ?? 0) < desired;
  const ofPod = (pod: Raw<V1Pod>) =>
    podProblems(pod, eventsOfPod(pod, eventsOf), damping);
  const ofLive = groups.live.map(ofPod);
  const ofOthers = [
    ...groups.newest.filter((pod) => !groups.live.includes(pod)),
    ...groups.old,
  ]
    .flatMap(ofPod)
    .filter(
      ({ code, since }) =>
        code === 'STUCK_TERMINATING' ||
        ((code === 'OTHER' || LOST.includes(code)) &&
          (isShort || isRecent(since, damping))),
    );
  const refusal = findRefusal(sources, damping);
  const found = [
    ...(refusal ? [refusal] : []),
    ...[...ofLive.flat(), ...ofOthers].map((each) =>
      LOST.includes(each.code) && !isShort
        ? Object.assign(each, { severity: Severity.NOTICE })
        : each,
    ),
    ...(status?.readyReplicas ? serviceProblems : []),
    ...oldTemplate(groups),
  ];
  const blocking = found.some(({ severity }) => severity === Severity.BLOCKING);
  if (!blocking) found.push(...exceeded(workload));
  const names = new Set(
    groups.live.map(({ metadata }) => metadata?.name ?? ''),
  );
  const problems = joinProblems(found, names);
  const isDoomed = (each: Problem[]) =>
    each.some(({ severity }) => severity === Severity.BLOCKING);
  const doomed = ofLive.length > 0 && ofLive.every(isDoomed);
  return {
    problems,
    doomed: doomed ? problems[0]?.title : undefined,
    isRefused: refusal !== undefined,
  };
}

/** The remains of a pod stay for days; what has been made good is told for a while. */
function isRecent(
  since: string | undefined,
  { now, patience }: Damping,
): boolean {
  return !(now - Date.parse(since ?? '') > REMEMBERED * patience);
}

/** A pod that could not be made leaves only a condition, and an Event of the ReplicaSet. */
function findRefusal(
  { workload, newestSet, groups, eventsOf, quota: lines }: ProblemSources,
  { now }: Damping,
): Problem | undefined {
  const quota = lines && { lines, now };
  const someUp = groups.live.some((pod) => hasCondition(pod, 'Ready'));
  const failure = [
    ...(newestSet?.status?.conditions ?? []),
    ...(workload.status?.conditions ?? []),
  ].find(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  if (failure?.message)
    return refusalProblem(failure.message, {
      ...{ since: failure.lastTransitionTime, someUp, quota },
    });
  const owner = isDeployment(workload) ? newestSet : workload;
  const lacks = (owner?.status?.replicas ?? 0) < (owner?.spec?.replicas ?? 1);
  if (!owner || !lacks) return undefined;
  const kind = isDeployment(workload) ? 'ReplicaSet' : 'ReplicationController';
  const event = eventsOf(kind, owner.metadata?.name ?? '')
    .filter(
      ({ reason, lastSeen }) =>
        reason === 'FailedCreate' &&
        now - Date.parse(lastSeen ?? '') < RECENT_REFUSAL,
    )
    .sort(
      (a, b) => Date.parse(b.lastSeen ?? '') - Date.parse(a.lastSeen ?? ''),
    )[0];
  return (
    event &&
    refusalProblem(event.message, { since: event.firstSeen, someUp, quota })
  );
}

function oldTemplate({ outdated, old }: PodGroups): Problem[] {
  if (outdated === 0) return [];
  return [
    toProblem('OLD_TEMPLATE', {
      title: `A ReplicationController does not roll: ${outdated} ${outdated === 1 ? 'pod still runs' : 'pods still run'} the previous version.`,
      podNames: old.flatMap(({ metadata }) =>
        metadata?.deletionTimestamp ? [] : (metadata?.name ?? []),
      ),
      facts: { pods: outdated },
    }),
  ];
}

function exceeded(workload: RawWorkload): Problem[] {
  if (!isDeployment(workload)) return [];
  const progressing = workload.status?.conditions?.find(
    ({ type }) => type === 'Progressing',
  );
  if (progressing?.reason !== 'ProgressDeadlineExceeded') return [];
  const seconds = workload.spec?.progressDeadlineSeconds ?? 600;
  const time =
    seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
  return [
    toProblem('DEADLINE_EXCEEDED', {
      title: `No progress for ${time}, and Kubernetes gives no cause; see events.`,
      raw: progressing.message,
      since: progressing.lastUpdateTime,
      facts: { seconds },
    }),
  ];
}
