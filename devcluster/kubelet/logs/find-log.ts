import type { ContainerState } from '../containers/container-state.js';
import type { LogBook } from './log-book.js';

/** What is read of a pod here. */
export interface LoggedPod {
  containers: readonly {
    name: string;
    history: {
      state: ContainerState;
      log?: LogBook;
      previousLog?: LogBook;
    };
  }[];
}

export interface Refusal {
  status: number;
  text: string;
}

/** Returns the log of a container's present or previous run, or what a kubelet says instead: the words are those of
 * pkg/kubelet/server/server.go and of validateContainerLogStatus in pkg/kubelet/kubelet_pods.go. */
export function findLog(
  pod: LoggedPod | undefined,
  podName: string,
  name: string,
  isPrevious: boolean,
): LogBook | Refusal {
  if (!pod) return { status: 404, text: `pod "${podName}" does not exist` };
  const container = pod.containers.find((one) => one.name === name);
  if (!container)
    return {
      status: 404,
      text: `container "${name}" not found in pod "${podName}"`,
    };
  const { log, previousLog, state } = container.history;
  const book = isPrevious ? previousLog : log;
  if (book) return book;
  if (isPrevious)
    return {
      status: 400,
      text: `previous terminated container "${name}" in pod "${podName}" not found`,
    };
  return {
    status: 400,
    text: `container "${name}" in pod "${podName}" is waiting to start: ${toWhy(state)}`,
  };
}

function toWhy(state: ContainerState): string {
  const reason = 'waiting' in state ? state.waiting.reason : '';
  if (reason === 'ErrImagePull') return "image can't be pulled";
  if (reason === 'ImagePullBackOff') return 'trying and failing to pull image';
  return reason;
}
