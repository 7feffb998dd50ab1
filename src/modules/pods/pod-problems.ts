import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import type { ClusterEvent } from '../events/cluster-event.type.js';
import { toMissing } from './config-problem.js';
import { containerProblem } from './container-problem.js';
import { disruptionProblem, stuckProblem } from './disruption-problem.js';
import { isSidecar } from './pod-status-word.js';
import { killingProbe, lastEvent, readinessProblem } from './probe-problem.js';
import {
  type Damping,
  joinProblems,
  toDampedProblem,
  toProblem,
} from './problem.js';
import type { Problem } from './problem.type.js';
import { Severity } from './problem-code.js';
import { schedulingProblem } from './scheduling-problem.js';

const VOLUME_DAMPING = 15_000;
const REMEMBERED = 600_000;
/** A container may take its time from the kill to its end. */
const STOPPING = 60_000;
const ANY = /(?:)/;
/** What only repeats the reason says nothing. */
const BROKEN_PULL = /^(?!Error: )/;

/** What is wrong with a pod, worst first. `events` are those of the pod and of its volume claims; without them less is known. */
export function podProblems(
  pod: Raw<V1Pod>,
  events: readonly ClusterEvent[],
  damping: Damping,
): Problem[] {
  const name = pod.metadata?.name ?? '';
  const problems = found(pod, events, damping).filter(
    (each) => each !== undefined,
  );
  for (const problem of problems) problem.podNames = [name];
  return joinProblems(problems);
}

function found(
  pod: Raw<V1Pod>,
  events: readonly ClusterEvent[],
  damping: Damping,
): (Problem | undefined)[] {
  const { status, metadata } = pod;
  const disruption = disruptionProblem(pod);
  if (metadata?.deletionTimestamp)
    return [disruption, stuckProblem(pod, damping)];
  if (status?.phase === 'Succeeded') return [];
  const containers = ofContainers(pod, events, damping);
  if (status?.phase === 'Failed' && !disruption && containers.length === 0)
    return [failedPod(pod)];
  if (status?.phase === 'Failed') return [disruption, ...containers];
  return [
    disruption,
    schedulingProblem(pod, events, damping),
    ...containers,
    containers.length === 0
      ? beforeContainers(pod, events, damping)
      : undefined,
  ];
}

function failedPod({ status }: Raw<V1Pod>): Problem {
  return toProblem('OTHER', {
    title: `The pod has failed: ${status?.reason ?? 'no reason is given'}`,
    raw: status?.message ?? status?.reason,
  });
}

function ofContainers(
  pod: Raw<V1Pod>,
  events: readonly ClusterEvent[],
  damping: Damping,
): Problem[] {
  const { spec, status } = pod;
  const since = status?.conditions?.find(
    ({ type }) => type === 'ContainersReady',
  )?.lastTransitionTime;
  const of = (each: Raw<V1ContainerStatus>, init: boolean) => {
    const specs = (init ? spec?.initContainers : spec?.containers) ?? [];
    const container = specs.find(({ name }) => name === each.name);
    const probe = container && killingProbe(container, events);
    const ended = Date.parse(each.lastState?.terminated?.finishedAt ?? '');
    const isRecent =
      probe &&
      (damping.now - probe.at <= REMEMBERED * damping.patience ||
        probe.at >= ended - STOPPING);
    const problem = containerProblem(
      // The status names the image by its digest or in full; people know it as they wrote it.
      { ...each, image: container?.image ?? each.image },
      {
        init: init && !isSidecar(pod, each.name),
        memoryLimit: container?.resources?.limits?.memory,
        pullMessage:
          each.state?.waiting &&
          lastEvent(events, 'Failed', BROKEN_PULL, each.name)?.message,
        killedBy: isRecent ? probe : undefined,
      },
      damping,
      since,
    );
    return (
      problem ??
      (container && readinessProblem(container, each, events, damping))
    );
  };
  return [
    ...(status?.initContainerStatuses ?? []).map((each) => of(each, true)),
    ...(status?.containerStatuses ?? []).map((each) => of(each, false)),
  ].filter((each) => each !== undefined);
}

/** Why a pod that has a machine has no containers yet: its volumes or its network. */
function beforeContainers(
  { spec, status }: Raw<V1Pod>,
  events: readonly ClusterEvent[],
  damping: Damping,
): Problem | undefined {
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ];
  const waits =
    spec?.nodeName &&
    !statuses.some(({ state }) => state?.running ?? state?.terminated);
  if (!waits) return undefined;
  for (const reason of [
    'FailedAttachVolume',
    'FailedMount',
    'FailedMapVolume',
  ]) {
    const event = lastEvent(events, reason, ANY, '');
    if (!event) continue;
    const parts = { raw: event.message, since: event.firstSeen };
    const missing = toMissing(event.message);
    if (missing) return toProblem('CONFIG_MISSING', { ...parts, ...missing });
    return toDampedProblem(
      'VOLUME_ATTACH',
      {
        ...parts,
        title: /Multi-Attach/.test(event.message)
          ? 'The disk is still attached to another node.'
          : 'A volume cannot be attached or mounted.',
        facts: { volume: /volume "([^"]+)"/.exec(event.message)?.[1] },
      },
      { ...damping, after: VOLUME_DAMPING },
    );
  }
  const sandbox = lastEvent(events, 'FailedCreatePodSandBox', ANY, '');
  return (
    sandbox &&
    toProblem('OTHER', {
      title: 'Its machine cannot give it a network.',
      severity: Severity.BLOCKING,
      ...{ raw: sandbox.message, since: sandbox.firstSeen },
    })
  );
}
