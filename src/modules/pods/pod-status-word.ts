import type {
  V1ContainerStateTerminated,
  V1ContainerStatus,
  V1Pod,
} from '@kubernetes/client-node';

import type { Raw } from '../../cluster/raw.js';

type Status = Raw<V1ContainerStatus>;

/** What kubectl prints under STATUS: one word for what a pod does. */
export function toStatusWord(pod: Raw<V1Pod>): string {
  const { phase = '', reason, conditions } = pod.status ?? {};
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  if (pod.metadata?.deletionTimestamp && reason === 'NodeLost')
    return 'Unknown';
  if (pod.metadata?.deletionTimestamp && !isOver) return 'Terminating';
  const isGated = conditions?.some(
    (each) => each.type === 'PodScheduled' && each.reason === 'SchedulingGated',
  );
  const own = isGated ? 'SchedulingGated' : reason || phase;
  const inits = pod.status?.initContainerStatuses ?? [];
  const place = inits.findIndex((each) => !isPrepared(pod, each));
  if (place < 0) return ofContainers(pod, own);
  const word = ofPreparation(pod, inits[place], place);
  return hasCondition(pod, 'Initialized') ? ofContainers(pod, word) : word;
}

/** Whether an init container goes on running beside the others. */
export function isSidecar({ spec }: Raw<V1Pod>, name: string): boolean {
  return (
    spec?.initContainers?.find((each) => each.name === name)?.restartPolicy ===
    'Always'
  );
}

/** Whether a condition of the pod is true. */
export function hasCondition({ status }: Raw<V1Pod>, wanted: string): boolean {
  return (
    status?.conditions?.find(({ type }) => type === wanted)?.status === 'True'
  );
}

function isPrepared(pod: Raw<V1Pod>, { name, state, started }: Status) {
  if (state?.terminated && !state.terminated.exitCode) return true;
  return started === true && isSidecar(pod, name);
}

function ofPreparation(
  { spec }: Raw<V1Pod>,
  status: Status | undefined,
  place: number,
): string {
  const { terminated, waiting } = status?.state ?? {};
  if (terminated) return `Init:${endWord(terminated)}`;
  if (waiting?.reason && waiting.reason !== 'PodInitializing')
    return `Init:${waiting.reason}`;
  return `Init:${place}/${spec?.initContainers?.length ?? 0}`;
}

/** The first container that waits or has ended speaks for the pod. */
function ofContainers(pod: Raw<V1Pod>, own: string): string {
  const statuses = pod.status?.containerStatuses ?? [];
  const words = statuses.map(ofContainer);
  const word = words.find((each) => each !== undefined) ?? own;
  if (word !== 'Completed') return word;
  // One that ended well does not make the pod completed while others run or have failed.
  const someRun = statuses.some(
    ({ ready, state }) => ready && state?.running && !state.waiting?.reason,
  );
  if (someRun && hasCondition(pod, 'Ready')) return 'Running';
  const failed = statuses.findIndex(
    ({ state }) => !state?.waiting?.reason && state?.terminated?.exitCode,
  );
  if (failed >= 0) return words[failed] ?? word;
  return someRun ? 'NotReady' : word;
}

function ofContainer({ state }: Status): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated && endWord(state.terminated);
}

function endWord({
  reason,
  signal,
  exitCode,
}: Raw<V1ContainerStateTerminated>): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`;
}
