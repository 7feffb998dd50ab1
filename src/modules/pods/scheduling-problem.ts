import type { V1Pod } from '@kubernetes/client-node';

import { formatQuantity, parseQuantity } from '../../lib/quantity.js';
import type { Raw } from '../../cluster/raw.js';
import type { ClusterEvent } from '../events/cluster-event.type.js';
import { type Damping, toDampedProblem, toProblem } from './problem.js';
import type { Problem } from './problem.type.js';
import type { ProblemCode } from './problem-code.js';

const UNSCHEDULABLE_AFTER = 15_000;

const CAUSES: readonly [RegExp, ProblemCode][] = [
  [/Insufficient cpu/, 'UNSCHEDULABLE_CPU'],
  [/Insufficient memory/, 'UNSCHEDULABLE_MEMORY'],
  [/Too many pods|Insufficient \S+/, 'UNSCHEDULABLE_PODS'],
  [
    /node affinity|node selector|MatchNodeSelector|taint|topology spread|anti-affinity|affinity rules|didn't match|unschedulable|free ports/,
    'UNSCHEDULABLE_NODE_RULES',
  ],
  [
    /volume|PersistentVolumeClaim|persistentvolumeclaim/,
    'UNSCHEDULABLE_VOLUME',
  ],
];

/** Why a pod has no machine yet. `events` are those of the pod and of its volume claims. */
export function schedulingProblem(
  pod: Raw<V1Pod>,
  events: readonly ClusterEvent[],
  damping: Damping,
): Problem | undefined {
  const scheduled = pod.status?.conditions?.find(
    ({ type }) => type === 'PodScheduled',
  );
  if (scheduled?.status !== 'False') return undefined;
  const raw = scheduled.message;
  const since = scheduled.lastTransitionTime;
  if (scheduled.reason === 'SchedulingGated') {
    const gates = (pod.spec?.schedulingGates ?? []).map(({ name }) => name);
    const title = `Held back by a scheduling gate: ${gates.join(', ') || 'its name is not told'}.`;
    return toProblem('SCHEDULING_GATED', {
      ...{ title, raw, since },
      facts: { gate: gates.join(', ') },
    });
  }
  if (scheduled.reason !== 'Unschedulable')
    return toProblem('OTHER', {
      title: `No machine yet: ${scheduled.reason ?? 'no reason is given'}`,
      ...{ raw, since },
    });
  const scaleUp = events.find(({ reason }) => reason === 'TriggeredScaleUp');
  if (scaleUp)
    return toProblem('WAITING_FOR_NODE', {
      ...{ title: 'A new machine is being added.', since },
      raw: scaleUp.message,
    });
  const provisioning = events.find(
    ({ reason }) => reason === 'ProvisioningFailed',
  );
  const parts = { raw, since };
  const damped = { ...damping, after: UNSCHEDULABLE_AFTER };
  if (provisioning && /volume|claim/i.test(raw ?? ''))
    return toDampedProblem(
      'VOLUME_PENDING',
      {
        ...parts,
        title: `The volume of claim ${provisioning.regarding.name} cannot be provisioned.`,
        raw: provisioning.message,
        facts: { claim: provisioning.regarding.name },
      },
      damped,
    );
  const code = CAUSES.find(([pattern]) => pattern.test(raw ?? ''))?.[1];
  const { title, facts } = wordsFor(code, pod, raw ?? '');
  return toDampedProblem(code ?? 'OTHER', { ...parts, title, facts }, damped);
}

function wordsFor(
  code: ProblemCode | undefined,
  pod: Raw<V1Pod>,
  message: string,
): { title: string; facts: Record<string, string | undefined> } {
  const [, fitting, nodes] =
    /(\d+)\/(\d+) nodes are available/.exec(message) ?? [];
  const fit = nodes === undefined ? '' : ` (${fitting} of ${nodes} nodes fit)`;
  const counts = { nodes, fitting };
  switch (code) {
    case 'UNSCHEDULABLE_CPU': {
      const requested = sumOf(pod, 'cpu');
      return {
        title: `No node has ${requested} free ${requested === '1' ? 'CPU' : 'CPUs'}${fit}.`,
        facts: { requested, ...counts },
      };
    }
    case 'UNSCHEDULABLE_MEMORY': {
      const requested = sumOf(pod, 'memory');
      return {
        title: `No node has ${requested} free memory${fit}.`,
        facts: { requested, ...counts },
      };
    }
    case 'UNSCHEDULABLE_PODS': {
      const resource = /Insufficient (\S+?)[.,]?(?:\s|$)/.exec(message)?.[1];
      return {
        title: resource
          ? `No node has as much free ${resource} as is asked for${fit}.`
          : `Every node that fits holds its number of pods${fit}.`,
        facts: { resource, ...counts },
      };
    }
    case 'UNSCHEDULABLE_VOLUME':
      return {
        title: /unbound|not found/.test(message)
          ? `A volume claim of the pod has no volume${fit}.`
          : `The volume lies where no node has room${fit}.`,
        facts: counts,
      };
    case 'UNSCHEDULABLE_NODE_RULES':
      return { title: `${rulesTitle(pod, message)}${fit}.`, facts: counts };
    default:
      return { title: `No machine can be found for it${fit}.`, facts: counts };
  }
}

function rulesTitle({ spec }: Raw<V1Pod>, message: string): string {
  const labels = Object.entries(spec?.nodeSelector ?? {});
  if (/affinity\/selector|node selector/.test(message))
    return labels.length > 0
      ? `No node carries the label ${labels.map((each) => each.join('=')).join(', ')}`
      : "No node fits the pod's node affinity";
  const taint = /taints? ?(?:\(s\))?[^{]*\{([^}:]+)/.exec(message)?.[1];
  if (/taint/.test(message))
    return `Nodes keep the pod away by a taint${taint ? `: ${taint.trim()}` : ''}`;
  if (/topology spread/.test(message))
    return 'No node fits the rules by which the pods are spread';
  if (/affinity/.test(message))
    return 'Other pods on every node keep this pod away';
  return 'Rules keep the pod away from every node';
}

/** What the containers of a pod ask for together. */
function sumOf({ spec }: Raw<V1Pod>, resource: string): string {
  let nano = 0n;
  let binary = false;
  for (const { resources } of spec?.containers ?? []) {
    const parsed = parseQuantity(resources?.requests?.[resource] ?? '0');
    nano += parsed?.nano ?? 0n;
    binary ||= parsed?.binary ?? false;
  }
  return formatQuantity({ nano, binary });
}
