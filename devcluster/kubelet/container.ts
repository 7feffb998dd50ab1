import { createHash } from 'node:crypto';

import { BackOff } from './back-off.js';
import type { ImageBehaviour } from './images.js';
import { behaviourOfImage } from './images.js';
import { LogBook } from './log-book.js';
import type { ContainerSpec, RestartPolicy } from './pod-object.js';

export type ContainerState =
  | { waiting: { reason: string; message?: string } }
  | { running: { startedAt: Date } }
  | { terminated: Termination };

export interface Termination {
  exitCode: number;
  reason: string;
  startedAt: Date;
  finishedAt: Date;
  containerID: string;
}

/** What a container needs to know of its pod. */
export interface ContainerHome {
  namespace: string;
  pod: string;
  uid: string;
  restartPolicy: RestartPolicy;
  /** Called after every change of state. */
  onChange(): void;
}

/** init: runs to its end before the next one; sidecar: an init container that stays; main: the others. */
export type ContainerRole = 'init' | 'sidecar' | 'main';

/** The life of one container: pulled, started, ended, restarted after a back-off, as its image says. */
export class Container {
  readonly name: string;
  image: string;
  state: ContainerState = { waiting: { reason: 'PodInitializing' } };
  lastTermination?: Termination;
  restartCount = 0;
  log?: LogBook;
  previousLog?: LogBook;
  #begun = false;
  #timer?: NodeJS.Timeout;
  #backOff = new BackOff();

  constructor(
    spec: ContainerSpec,
    readonly role: ContainerRole,
    private readonly home: ContainerHome,
  ) {
    this.name = spec.name;
    this.image = spec.image;
  }

  get containerID(): string {
    const run = `${this.home.uid}/${this.name}/${this.restartCount}`;
    return `containerd://${createHash('sha256').update(run).digest('hex')}`;
  }

  get isRunning(): boolean {
    return 'running' in this.state;
  }

  get isReady(): boolean {
    if (this.role === 'init') return this.isDone;
    return this.isRunning && !this.#behaviour.neverReady;
  }

  /** Ended and not to be started again. */
  get isDone(): boolean {
    return 'terminated' in this.state;
  }

  get whyWaiting(): string {
    return 'waiting' in this.state ? this.state.waiting.reason : 'unknown';
  }

  /** Pulls the image and starts the process; does nothing when that was done before. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#pull();
  }

  /** A new image in the pod's spec: the process is stopped and started again with it. */
  changeImage(image: string): void {
    this.image = image;
    if (!this.#begun) return;
    clearTimeout(this.#timer);
    this.#backOff = new BackOff();
    if (this.isRunning) {
      this.#end(0);
      this.restartCount += 1;
    }
    this.#pull();
    this.home.onChange();
  }

  /** Ends the process for good, as a deleted pod's are. */
  stop(): void {
    clearTimeout(this.#timer);
    if (this.isRunning) this.#end(0);
    this.#begun = true;
  }

  get #behaviour(): ImageBehaviour {
    const behaviour = behaviourOfImage(this.image);
    // An ordinary image does its work at once as an init container, since the pod would wait for ever otherwise.
    if (this.role !== 'init' || behaviour.ends || behaviour.pullFails)
      return behaviour;
    return { ends: { exitCode: 0, afterMs: 0 } };
  }

  #pull(): void {
    if (!this.#behaviour.pullFails) return this.#run();
    const message = `failed to pull and unpack image "${this.image}": not found`;
    this.state = { waiting: { reason: 'ErrImagePull', message } };
    this.#after(1000, () => {
      const text = `Back-off pulling image "${this.image}": ErrImagePull: ${message}`;
      this.state = { waiting: { reason: 'ImagePullBackOff', message: text } };
      this.#after(this.#backOff.next(), () => this.#pull());
    });
  }

  #run(): void {
    const { ends } = this.#behaviour;
    this.previousLog = this.log;
    this.log = new LogBook();
    this.log.write(`${this.name}: starting ${this.image}`);
    this.log.write(
      `${this.name}: in pod ${this.home.namespace}/${this.home.pod}`,
    );
    this.state = { running: { startedAt: new Date() } };
    if (!ends) this.log.write(`${this.name}: running`);
    else if (ends.afterMs === 0) this.#end(ends.exitCode);
    else this.#after(ends.afterMs, () => this.#exit(ends.exitCode));
  }

  #exit(exitCode: number): void {
    this.#end(exitCode);
    const policy = this.role === 'sidecar' ? 'Always' : this.home.restartPolicy;
    const isFine = exitCode === 0;
    if (policy === 'Never' || (isFine && policy === 'OnFailure')) return;
    if (isFine && this.role === 'init') return;
    const delayMs = this.#backOff.isUsed ? this.#backOff.next() : 0;
    if (delayMs === 0) {
      // The first restart does not wait, it only starts the counting.
      this.#backOff.start();
      return this.#restart();
    }
    const { namespace, pod, uid } = this.home;
    const message = `back-off ${delayMs / 1000}s restarting failed container=${this.name} pod=${pod}_${namespace}(${uid})`;
    this.state = { waiting: { reason: 'CrashLoopBackOff', message } };
    this.#after(delayMs, () => this.#restart());
  }

  #restart(): void {
    this.restartCount += 1;
    this.#run();
  }

  #end(exitCode: number): void {
    const now = new Date();
    const startedAt =
      'running' in this.state ? this.state.running.startedAt : now;
    this.log?.write(`${this.name}: ended with code ${exitCode}`);
    this.log?.end();
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    this.lastTermination = {
      exitCode,
      reason,
      startedAt,
      finishedAt: now,
      containerID: this.containerID,
    };
    this.state = { terminated: this.lastTermination };
  }

  #after(delayMs: number, step: () => void): void {
    this.#timer = setTimeout(() => {
      step();
      this.home.onChange();
    }, delayMs);
  }
}
