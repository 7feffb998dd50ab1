import { createHash } from 'node:crypto';

import type { LogBook } from '../logs/log-book.js';
import type { ContainerState, Termination } from './container-state.js';

/** What is remembered of a container: its present state, the end of the run before, and what both wrote. */
export class History {
  /** How the run before the present state ended. */
  lastTermination?: Termination;
  restartCount = 0;
  log?: LogBook;
  #logBefore?: LogBook;

  constructor(
    /** Of the pod and the container, for ids. */
    private readonly key: string,
    public state: ContainerState,
  ) {}

  /** There is or was a process. */
  get hasRun(): boolean {
    return !('waiting' in this.state) || this.lastTermination !== undefined;
  }

  /** What the run of lastTermination wrote; while the container waits, that is the last run. */
  get previousLog(): LogBook | undefined {
    const isWaiting = 'waiting' in this.state;
    return isWaiting && this.lastTermination ? this.log : this.#logBefore;
  }

  get containerID(): string {
    const run = `${this.key}/${this.restartCount}`;
    return `containerd://${createHash('sha256').update(run).digest('hex')}`;
  }

  become(state: ContainerState): void {
    if ('terminated' in this.state)
      this.lastTermination = this.state.terminated;
    this.state = state;
  }

  /** A run begins; all but the first are restarts. */
  openRun(log: LogBook): void {
    if (this.hasRun) this.restartCount += 1;
    this.#logBefore = this.log;
    this.log = log;
  }

  closeRun(end: Omit<Termination, 'finishedAt' | 'containerID'>): void {
    const { containerID } = this;
    this.become({
      terminated: { ...end, finishedAt: new Date(), containerID },
    });
  }
}
