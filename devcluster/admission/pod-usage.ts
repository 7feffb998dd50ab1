import type { Amounts } from './amounts.js';
import { needsOf } from './pod-needs.js';
import type { PodObject } from './pod-object.js';
import { type Counter, toCount } from './usage-counter.js';

const KEYS = new Set([
  'count/pods',
  'pods',
  ...['cpu', 'memory', 'ephemeral-storage'].flatMap((key) => [
    key,
    `requests.${key}`,
    `limits.${key}`,
  ]),
]);

export const POD_COUNTER: Counter = {
  matches: (key) =>
    KEYS.has(key) ||
    /^(requests\.)?hugepages-/.test(key) ||
    (key.startsWith('requests.') && isExtended(key)),
  // A pod that is over is still an object, but needs nothing.
  usage: (object, now) =>
    new Map([
      ['count/pods', toCount(1)],
      ...(isOver(object as PodObject, now) ? [] : ofPod(object as PodObject)),
    ]),
};

function ofPod({ spec }: PodObject): Amounts {
  return new Map([
    ['pods', toCount(1)],
    ...toKeys(needsOf(spec, 'requests'), needsOf(spec, 'limits')),
  ]);
}

/** What a pod or a container needs, by the keys of quotas. */
export function toKeys(requests: Amounts, limits: Amounts): Amounts {
  return new Map([
    ...[...requests].flatMap(([key, quantity]) => [
      ...(isExtended(key) ? [] : ([[key, quantity]] as const)),
      [`requests.${key}`, quantity] as const,
    ]),
    ...[...limits].map(
      ([key, quantity]) => [`limits.${key}`, quantity] as const,
    ),
  ]);
}

/** A resource of somebody else's than Kubernetes. */
const isExtended = (key: string): boolean =>
  key.includes('/') && !key.includes('kubernetes.io/');

/** Finished, or being deleted for longer than it may take: a lost node must not cost quota for ever. */
function isOver({ metadata, status }: PodObject, now: number): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  return (
    deletionTimestamp !== undefined &&
    deletionGracePeriodSeconds !== undefined &&
    now > Date.parse(deletionTimestamp) + deletionGracePeriodSeconds * 1000
  );
}
