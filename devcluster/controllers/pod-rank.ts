import { isReady, type Pod, readyChangeOf } from './pod.js';

const PHASES = ['Pending', 'Unknown', 'Running'];
const COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Returns pods in the order in which they are given up: those that are needed least come first. `siblings` are the pods
 * of all workloads of the same owner, and count how crowded a node is. */
export function rankForDeletion(
  pods: readonly Pod[],
  siblings: readonly Pod[],
  now = Date.now(),
): Pod[] {
  const crowd = new Map<string, number>();
  for (const { spec } of siblings)
    crowd.set(spec.nodeName ?? '', (crowd.get(spec.nodeName ?? '') ?? 0) + 1);
  return [...pods].sort((a, b) => compare(a, b, crowd, now));
}

function compare(
  a: Pod,
  b: Pod,
  crowd: ReadonlyMap<string, number>,
  now: number,
): number {
  const areReady = isReady(a) && isReady(b);
  return (
    Number(!!a.spec.nodeName) - Number(!!b.spec.nodeName) ||
    phaseOf(a) - phaseOf(b) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    costOf(a) - costOf(b) ||
    (crowd.get(b.spec.nodeName ?? '') ?? 0) -
      (crowd.get(a.spec.nodeName ?? '') ?? 0) ||
    (areReady
      ? compareAges(a, b, readyChangeOf(a), readyChangeOf(b), now)
      : 0) ||
    restartsOf(b) - restartsOf(a) ||
    compareAges(a, b, createdAt(a), createdAt(b), now)
  );
}

/** The younger first, but ages of the same order of magnitude are equal: which of them goes is then a matter of chance. */
function compareAges(
  a: Pod,
  b: Pod,
  one: number,
  other: number,
  now: number,
): number {
  if (one === other) return 0;
  return (
    magnitude(now - one) - magnitude(now - other) ||
    (a.metadata.uid < b.metadata.uid ? -1 : 1)
  );
}

/** Nanoseconds, as the real one reckons. */
function magnitude(ms: number): number {
  return ms > 0 ? Math.floor(Math.log2(ms * 1e6)) : -1;
}

function phaseOf({ status }: Pod): number {
  return PHASES.indexOf(status.phase ?? 'Pending');
}

function costOf({ metadata }: Pod): number {
  return Number.parseInt(metadata.annotations?.[COST] ?? '0', 10) || 0;
}

function restartsOf({ status }: Pod): number {
  return Math.max(
    0,
    ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount),
  );
}

function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata.creationTimestamp);
}
