import { createHash } from 'node:crypto';

import type { Container, ContainerState, Termination } from './container.js';
import { toTimestamp } from './pod-object.js';

/** Returns the ContainerStatus of a container, in the shape of the wire. */
export function toContainerStatus(container: Container): object {
  const { name, image, state, lastTermination, role } = container;
  const hasRun = !('waiting' in state) || lastTermination !== undefined;
  const isCurrent = 'terminated' in state;
  return {
    name,
    image,
    imageID: hasRun ? toImageID(image) : '',
    ...(hasRun && { containerID: container.containerID }),
    ready: container.isReady,
    started: container.isRunning && role !== 'init',
    restartCount: container.restartCount,
    state: toState(state),
    lastState:
      lastTermination && !isCurrent
        ? { terminated: toTerminated(lastTermination) }
        : {},
  };
}

function toState(state: ContainerState): object {
  if ('running' in state)
    return { running: { startedAt: toTimestamp(state.running.startedAt) } };
  if ('terminated' in state)
    return { terminated: toTerminated(state.terminated) };
  return state;
}

function toTerminated(termination: Termination): object {
  return {
    ...termination,
    startedAt: toTimestamp(termination.startedAt),
    finishedAt: toTimestamp(termination.finishedAt),
  };
}

/** One digest for each image name, so that equal images have equal ids. */
function toImageID(image: string): string {
  const repository = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const digest = createHash('sha256').update(image).digest('hex');
  return `${repository}@sha256:${digest}`;
}
