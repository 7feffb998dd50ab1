import { toTimestamp } from '../../api/timestamp.js';
import type { Container } from '../containers/container.js';
import type { PodCondition } from '../pod-object.js';
import {
  findCondition,
  isInitialized,
  isOver,
  type PodFacts,
} from './pod-facts.js';
import { type PodPhase, toPhase } from './pod-phase.js';

/** Whether a condition holds, and if not, why. */
interface Verdict {
  isTrue: boolean;
  reason?: string;
  message?: string;
}

const TRUE: Verdict = { isTrue: true };

/** Returns the conditions of a kubelet, in its order; one that did not change keeps the time of its last transition. The rules
 * are those of pkg/kubelet/status/generate.go. */
export function toConditions(
  facts: PodFacts,
  before: readonly PodCondition[],
  now: Date,
): PodCondition[] {
  const phase = toPhase(facts);
  const containersReady = judgeContainers(facts, phase);
  const verdicts: [string, Verdict][] = [
    ['PodReadyToStartContainers', judgeSandbox(facts, phase)],
    ['Initialized', judgeInitialization(facts, phase)],
    ['Ready', containersReady.isTrue ? judgeGates(facts) : containersReady],
    ['ContainersReady', containersReady],
  ];
  // The scheduler writes it first, unless a pod came with its node.
  if (isUnwritten(facts, before)) verdicts.push(['PodScheduled', TRUE]);
  if (facts.end?.disruption)
    verdicts.unshift([
      'DisruptionTarget',
      { isTrue: true, ...facts.end.disruption },
    ]);
  const { generation } = facts.pod.metadata;
  return verdicts.map(([type, { isTrue, reason, message }]) => {
    const status = isTrue ? 'True' : 'False';
    const old = before.find((one) => one.type === type);
    return {
      type,
      status,
      lastTransitionTime:
        old?.status === status ? old.lastTransitionTime : toTimestamp(now),
      // A patch merges conditions: what no longer holds has to be taken away.
      ...toField('reason', reason, old?.reason),
      ...toField('message', message, old?.message),
      ...(generation !== undefined && { observedGeneration: generation }),
    };
  });
}

function isUnwritten(
  facts: PodFacts,
  before: readonly PodCondition[],
): boolean {
  const type = 'PodScheduled';
  return before.some((one) => one.type === type) || !findCondition(facts, type);
}

function toField(
  name: 'reason' | 'message',
  value: string | undefined,
  old: string | null | undefined,
): Partial<PodCondition> {
  if (value !== undefined) return { [name]: value };
  return old === undefined ? {} : { [name]: null };
}

function judgeSandbox({ hasSandbox }: PodFacts, phase: PodPhase): Verdict {
  const reason = 'PodSandboxNotReady';
  if (phase === 'Succeeded' || phase === 'Failed')
    return { isTrue: false, reason, message: 'pod sandbox is not ready' };
  if (hasSandbox) return TRUE;
  return { isTrue: false, reason, message: 'no pod sandbox exists' };
}

function judgeInitialization(facts: PodFacts, phase: PodPhase): Verdict {
  if (phase === 'Succeeded') return { isTrue: true, reason: 'PodCompleted' };
  if (isInitialized(facts) || facts.main.some((one) => one.hasRun)) return TRUE;
  const names = toNames(facts.init.filter((one) => !isOver(one)));
  return {
    isTrue: false,
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: ${names}`,
  };
}

function judgeContainers({ init, main }: PodFacts, phase: PodPhase): Verdict {
  if (phase === 'Succeeded') return { isTrue: false, reason: 'PodCompleted' };
  if (phase === 'Failed') return { isTrue: false, reason: 'PodFailed' };
  const sidecars = init.filter((one) => one.role === 'sidecar');
  const unready = [...sidecars, ...main].filter((one) => !one.isReady);
  if (unready.length === 0) return TRUE;
  return {
    isTrue: false,
    reason: 'ContainersNotReady',
    message: `containers with unready status: ${toNames(unready)}`,
  };
}

function judgeGates(facts: PodFacts): Verdict {
  const problems = (facts.pod.spec.readinessGates ?? []).flatMap(
    ({ conditionType }) => {
      const condition = findCondition(facts, conditionType);
      if (!condition)
        return `corresponding condition of pod readiness gate "${conditionType}" does not exist.`;
      if (condition.status === 'True') return [];
      return `the status of pod readiness gate "${conditionType}" is not "True", but ${condition.status}`;
    },
  );
  if (problems.length === 0) return TRUE;
  return {
    isTrue: false,
    reason: 'ReadinessGatesNotReady',
    message: problems.join(', '),
  };
}

function toNames(containers: readonly Container[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}
