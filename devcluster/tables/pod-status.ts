import { type Initialization, toInitialization } from './pod-initialization.js';
import {
  type ContainerStatus,
  isTrue,
  type Pod,
  type Terminated,
} from './pod-shape.js';

/** One word for what a pod does: `Running`, `Init:0/1`, `CrashLoopBackOff`, `Terminating`. */
export function toPodStatus(pod: Pod): string {
  const { phase, reason } = pod.status ?? {};
  const isOver = phase === 'Succeeded' || phase === 'Failed';
  if (pod.metadata.deletionTimestamp) {
    if (reason === 'NodeLost') return 'Unknown';
    if (!isOver) return 'Terminating';
  }
  const initialization = toInitialization(pod);
  const before = toInitStatus(pod, initialization) ?? toPodReason(pod);
  return initialization.isOver ? toContainersStatus(pod, before) : before;
}

/** What the pod says of itself. */
function toPodReason({ status }: Pod): string {
  const gated = status?.conditions?.find(
    ({ type, reason }) =>
      type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  return gated?.reason ?? (status?.reason || (status?.phase ?? ''));
}

function toInitStatus(
  { spec }: Pod,
  { seen, holder }: Initialization,
): string | undefined {
  if (!holder) return undefined;
  const { terminated, waiting } = holder.state ?? {};
  if (terminated) return `Init:${toEndText(terminated)}`;
  const why = waiting?.reason;
  if (why && why !== 'PodInitializing') return `Init:${why}`;
  return `Init:${seen.length - 1}/${spec?.initContainers?.length ?? 0}`;
}

/** The first container with something to say speaks for all. */
function toContainersStatus(pod: Pod, otherwise: string): string {
  const containers = pod.status?.containerStatuses ?? [];
  const status =
    containers.map(toTrouble).find((text) => text !== undefined) ?? otherwise;
  if (status !== 'Completed') return status;
  // One has ended well: that counts for the pod only when the others have, too.
  const hasRunning = containers.some(isReadyContainer);
  if (hasRunning && isTrue(pod, 'Ready')) return 'Running';
  const failed = containers.find(
    (one) => !isWaiting(one) && one.state?.terminated?.exitCode,
  );
  if (failed) return toTrouble(failed) ?? status;
  return hasRunning ? 'NotReady' : status;
}

function toTrouble(container: ContainerStatus): string | undefined {
  const { waiting, terminated } = container.state ?? {};
  if (isWaiting(container)) return waiting?.reason;
  return terminated && toEndText(terminated);
}

function toEndText({ reason, signal, exitCode }: Terminated): string {
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`;
}

function isWaiting({ state }: ContainerStatus): boolean {
  return Boolean(state?.waiting?.reason);
}

/** Whether an ordinary container counts as ready. */
export function isReadyContainer(container: ContainerStatus): boolean {
  const { state, ready } = container;
  return Boolean(
    ready && state?.running && !state.terminated && !isWaiting(container),
  );
}
