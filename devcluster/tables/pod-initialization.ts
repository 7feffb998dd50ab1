import { type ContainerStatus, isTrue, type Pod } from './pod-shape.js';

/** How far a pod is with its init containers. */
export interface Initialization {
  /** From the first to the one that holds the pod up, or all of them. */
  seen: readonly ContainerStatus[];
  /** The one that has not done its work. */
  holder?: ContainerStatus;
  /** Whether the ordinary containers are what matters. */
  isOver: boolean;
}

/** Looks through the states of the init containers in their order. */
export function toInitialization(pod: Pod): Initialization {
  const statuses = pod.status?.initContainerStatuses ?? [];
  const index = statuses.findIndex((one) => !hasDoneItsWork(pod, one));
  if (index < 0) return { seen: statuses, isOver: true };
  return {
    seen: statuses.slice(0, index + 1),
    holder: statuses[index],
    // A sidecar that fails later does not bring the pod back to its start.
    isOver: isTrue(pod, 'Initialized'),
  };
}

/** A sidecar is an init container that goes on running; it has done its work once it has started. */
export function isSidecar({ spec }: Pod, name: string): boolean {
  const container = spec?.initContainers?.find((one) => one.name === name);
  return container?.restartPolicy === 'Always';
}

function hasDoneItsWork(
  pod: Pod,
  { name, state, started }: ContainerStatus,
): boolean {
  if (state?.terminated && !state.terminated.exitCode) return true;
  return started === true && isSidecar(pod, name);
}
