import { toTimestamp } from '../../api/timestamp.js';
import {
  isBadName,
  parseImageName,
  toFullName,
  toRepository,
} from '../images/image-name.js';
import type { ContainerSpec } from '../pod-object.js';
import type { Container } from './container.js';
import type { ContainerState, Termination } from './container-state.js';
import { toDigest } from './pull-problem.js';

/** Returns the ContainerStatus of a container, in the shape of the wire. */
export function toContainerStatus(container: Container): object {
  const { name, spec, history } = container;
  const { state, lastTermination, hasRun } = history;
  return {
    name,
    ...toImage(spec.image, hasRun),
    ...(hasRun && { containerID: history.containerID }),
    ready: container.isReady,
    started: container.isStarted,
    restartCount: history.restartCount,
    state: toState(state),
    lastState: lastTermination
      ? { terminated: toTerminated(lastTermination) }
      : {},
    // A runtime reports them of containers that it has made.
    ...(hasRun && toResources(spec)),
    ...toVolumeMounts(spec),
  };
}

// A runtime reports the whole name of what it runs; before, the status has the name of the pod.
function toImage(image: string, hasRun: boolean): object {
  const name = parseImageName(image);
  if (!hasRun || isBadName(name)) return { image, imageID: '' };
  const full = toFullName(name);
  const digest = name.digest ?? toDigest(full);
  return { image: full, imageID: `${toRepository(name)}@${digest}` };
}

function toResources({ resources = {} }: ContainerSpec): object {
  const { requests } = resources;
  return {
    resources,
    ...(requests && { allocatedResources: requests }),
  };
}

function toVolumeMounts({ volumeMounts = [] }: ContainerSpec): object {
  if (volumeMounts.length === 0) return {};
  return {
    volumeMounts: volumeMounts.map(({ name, mountPath, readOnly }) => ({
      name,
      mountPath,
      ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' }),
    })),
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
