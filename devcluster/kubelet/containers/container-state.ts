export interface Waiting {
  reason: string;
  message?: string;
}

export interface Termination {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt: Date;
  finishedAt: Date;
  containerID: string;
}

export type ContainerState =
  | { waiting: Waiting }
  | { running: { startedAt: Date } }
  | { terminated: Termination };

/** init: runs to its end before the next one; sidecar: an init container that stays; main: the others. */
export type ContainerRole = 'init' | 'sidecar' | 'main';
