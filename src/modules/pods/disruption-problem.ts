import type { V1Pod } from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';
import { type Damping, toProblem } from './problem.js';
import type { Problem } from './problem.type.js';
import type { ProblemCode } from './problem-code.js';

const REASONS: Record<string, [ProblemCode, string] | undefined> = {
  PreemptionByScheduler: [
    'PREEMPTED',
    'Had to make room for a more important pod.',
  ],
  DeletionByTaintManager: [
    'NODE_LOST',
    'Its machine does not answer, or keeps pods away.',
  ],
  DeletionByPodGC: ['NODE_LOST', 'Its machine is gone.'],
  EvictionByEvictionAPI: [
    'EVICTED',
    'Moved off its machine by somebody, for example for maintenance.',
  ],
};
const STUCK_AFTER = 60_000;

/** How a pod has lost its place, if it has. */
export function disruptionProblem({
  spec,
  status,
}: Raw<V1Pod>): Problem | undefined {
  const target = status?.conditions?.find(
    ({ type }) => type === 'DisruptionTarget',
  );
  const facts = { node: spec?.nodeName };
  if (status?.reason === 'NodeLost')
    return toProblem('NODE_LOST', {
      ...{ title: 'Its machine does not answer.', raw: status.message, facts },
    });
  if (status?.reason === 'Evicted' || target?.reason === 'TerminationByKubelet')
    return evicted(
      status?.message ?? target?.message ?? '',
      facts,
      target?.lastTransitionTime ?? endOf(status),
    );
  if (target?.status !== 'True') return undefined;
  const [code, title] = REASONS[target.reason ?? ''] ?? [];
  return toProblem(code ?? 'OTHER', {
    title:
      title ??
      `Is to leave its machine: ${target.reason ?? 'no reason is given'}`,
    ...{ raw: target.message, since: target.lastTransitionTime, facts },
  });
}

/** A pod that should be gone long since. Its deletionTimestamp is the end of its grace period. */
export function stuckProblem(
  { metadata, spec }: Raw<V1Pod>,
  { now, patience }: Damping,
): Problem | undefined {
  const due = Date.parse(metadata?.deletionTimestamp ?? '');
  if (!(now - due >= STUCK_AFTER * patience)) return undefined;
  const finalizers = (metadata?.finalizers ?? []).join(', ');
  return toProblem('STUCK_TERMINATING', {
    title: finalizers
      ? `Should be gone, but is held by the finalizer ${finalizers}.`
      : `Should be gone, but its machine${spec?.nodeName ? ` ${spec.nodeName}` : ''} does not say that it has stopped.`,
    since: metadata?.deletionTimestamp,
    facts: { finalizers: finalizers || undefined, node: spec?.nodeName },
  });
}

/** When the first of its containers ended; a pod that was refused by its machine never had any. */
function endOf(status: Raw<V1Pod>['status']): string | undefined {
  const [first] = status?.containerStatuses ?? [];
  return first?.state?.terminated?.finishedAt ?? status?.startTime;
}

function evicted(
  message: string,
  facts: Record<string, string | undefined>,
  since?: string,
): Problem {
  const resource = /low on resource: ([\w-]+)/.exec(message)?.[1];
  const condition = /had condition: \[([^\]]*)\]/.exec(message)?.[1];
  const raw = message || undefined;
  const short = resource ?? condition;
  if (short !== undefined)
    return toProblem('NODE_PRESSURE', {
      title: resource
        ? `Evicted: its machine ran low on ${resource}.`
        : `Refused by its machine, which is under pressure: ${condition}.`,
      ...{ raw, since, facts: { ...facts, resource: short } },
    });
  return toProblem('EVICTED', {
    title: 'Evicted from its machine.',
    ...{ raw, since, facts },
  });
}
