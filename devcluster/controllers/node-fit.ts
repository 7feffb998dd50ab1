import type { Amounts } from '../admission/amounts.js';
import { type Taint, UNSCHEDULABLE } from './node.js';
import type { NodeRoom } from './node-room.js';
import type { Pod } from './pod.js';

/** Why a node does not take a pod. */
export interface Misfit {
  reasons: string[];
  /** It would not even when other pods made room. */
  isHopeless: boolean;
}

/** Returns why the pod cannot run on the node; undefined when it can (K25/fit). */
export function findMisfit(
  pod: Pod,
  needs: Amounts,
  room: NodeRoom,
): Misfit | undefined {
  const reason = findObstacle(pod, room);
  if (reason) return { reasons: [reason], isHopeless: true };
  const shortages = room.shortages(needs);
  if (shortages.length === 0) return undefined;
  return {
    reasons: shortages.map(({ key }) =>
      key === 'pods' ? 'Too many pods' : `Insufficient ${key}`,
    ),
    isHopeless: shortages.some(({ isHopeless }) => isHopeless),
  };
}

function findObstacle(pod: Pod, { node }: NodeRoom): string | undefined {
  const cordon = { key: UNSCHEDULABLE, effect: 'NoSchedule' };
  if (node.spec.unschedulable && !isTolerated(pod, cordon))
    return 'node(s) were unschedulable';
  const keepsAway = node.spec.taints?.some(
    (taint) => taint.effect !== 'PreferNoSchedule' && !isTolerated(pod, taint),
  );
  if (keepsAway) return 'node(s) had untolerated taint(s)';
  const { labels = {} } = node.metadata;
  const isSelected = Object.entries(pod.spec.nodeSelector ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
  return isSelected
    ? undefined
    : "node(s) didn't match Pod's node affinity/selector";
}

function isTolerated({ spec }: Pod, taint: Taint): boolean {
  return !!spec.tolerations?.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (!key || key === taint.key) &&
      (!effect || effect === taint.effect) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}

/** Says why no node takes a pod, as the scheduler says it (K25/unschedulable). */
export function toUnschedulableText(misfits: readonly Misfit[]): string {
  const all = misfits.length;
  if (all === 0) return 'no nodes available to schedule pods';
  const reasons = misfits.flatMap((one) => one.reasons);
  const remedies = misfits.map(({ isHopeless }) =>
    isHopeless
      ? 'Preemption is not helpful for scheduling'
      : 'No preemption victims found for incoming pod',
  );
  const start = `0/${all} nodes are available:`;
  return `${start} ${toHistogram(reasons)}. preemption: ${start} ${toHistogram(remedies)}.`;
}

function toHistogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons)
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
