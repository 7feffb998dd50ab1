import { Alarm } from '../alarm.js';
import { LogBook } from '../logs/log-book.js';
import {
  DEFINITION_CHANGED,
  FAILED_LIVENESS,
  FAILED_STARTUP,
  STOPPING,
} from '../messages/container-killed.js';
import type { StartFailure } from '../messages/start-failed.js';
import { say, type Wording } from '../messages/wording.js';
import type { ContainerSpec, Probe } from '../pod-object.js';
import { SYNC_MS } from '../shortened.js';
import type {
  ContainerRole,
  ContainerState,
  Waiting,
} from './container-state.js';
import { History } from './history.js';
import { isToRestart } from './restart-rule.js';
import { Restarting } from './restarting.js';
import { Run, type RunEnd } from './run.js';
import { type ContainerHome, Scene } from './scene.js';
import { Starting } from './starting.js';

/** The life of one container: started, ended, restarted, as its image says. */
export class Container {
  readonly name: string;
  #scene: Scene;
  #starting: Starting;
  #restarting: Restarting;
  readonly #history: History;
  readonly #alarm: Alarm;
  #run?: Run;
  #hasBegun = false;
  #onStopped?: () => void;

  constructor(
    spec: ContainerSpec,
    readonly role: ContainerRole,
    private readonly home: ContainerHome,
    reason: 'ContainerCreating' | 'PodInitializing',
  ) {
    this.name = spec.name;
    const key = `${home.pod.metadata.uid}/${spec.name}`;
    this.#history = new History(key, { waiting: { reason } });
    this.#alarm = new Alarm(home.services.pace);
    this.#scene = new Scene(spec, role, home);
    [this.#starting, this.#restarting] = this.#prepare();
  }

  get spec(): ContainerSpec {
    return this.#scene.spec;
  }

  get history(): Readonly<History> {
    return this.#history;
  }

  get state(): ContainerState {
    return this.#history.state;
  }

  get hasRun(): boolean {
    return this.#history.hasRun;
  }

  get isRunning(): boolean {
    return 'running' in this.state;
  }

  get isStarted(): boolean {
    return this.#run?.isStarted ?? false;
  }

  get isReady(): boolean {
    if (this.role === 'init') return this.exitCode === 0;
    return this.#run?.isReady ?? false;
  }

  /** The exit code of a process that ended and is not waiting for a restart. */
  get exitCode(): number | undefined {
    const { state } = this;
    return 'terminated' in state ? state.terminated.exitCode : undefined;
  }

  /** The container is or will be started again after that. */
  willRestartAfter(exitCode: number): boolean {
    return isToRestart(this.role, this.spec, this.home.pod.spec, exitCode);
  }

  /** Starts it; does nothing when that was done before. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#starting.start();
  }

  /** Another image in the pod's spec: the process is stopped and started again with it. */
  changeSpec(spec: ContainerSpec): void {
    if (spec.image === this.spec.image) return;
    this.#halt();
    const run = this.#run;
    if (run) this.#recordKilling(DEFINITION_CHANGED);
    this.#onStopped = () => this.#startAnew(spec);
    if (run) run.terminate(this.#graceMs);
    else this.#startAnew(spec);
  }

  /** Ends the process as a pod that goes wants it, and calls `done` when it has ended. */
  terminate(graceMs: number, done: () => void): void {
    this.#halt();
    this.#hasBegun = true;
    this.#onStopped = done;
    if (!this.#run) return done();
    this.#recordKilling(STOPPING);
    const { sleep } = this.spec.lifecycle?.preStop ?? {};
    const hookMs = Math.min((sleep?.seconds ?? 0) * 1000, graceMs);
    if (hookMs > 0)
      this.#alarm.set(hookMs, () => this.#run?.terminate(graceMs - hookMs));
    else this.#run.terminate(graceMs);
  }

  /** The grace of a termination under way became shorter. */
  hurry(graceMs: number): void {
    this.#run?.terminate(graceMs);
  }

  /** Forgets it: no timer is left, and whoever follows its log reaches the end. */
  close(): void {
    this.#halt();
    this.#hasBegun = true;
    this.#run?.close();
  }

  #halt(): void {
    this.#starting.stop();
    this.#restarting.stop();
    this.#alarm.clear();
  }

  #prepare(): [Starting, Restarting] {
    const onWaiting = (waiting: Waiting) => this.#wait(waiting);
    const starting = new Starting(this.#scene, {
      onWaiting,
      onStarted: () => this.#launch(),
      onStartFailed: (failure) => this.#failToStart(failure),
    });
    return [starting, new Restarting(this.#scene, onWaiting)];
  }

  #startAnew(spec: ContainerSpec): void {
    this.#onStopped = undefined;
    this.#scene = new Scene(spec, this.role, this.home);
    [this.#starting, this.#restarting] = this.#prepare();
    if (this.#hasBegun) this.#starting.start();
  }

  #launch(): void {
    const run = new Run(this.#scene, {
      onChange: () => this.home.onChange(),
      onSick: (kind, probe) => this.#killSick(kind, probe),
      onEnd: (end) => this.#end(run, end),
    });
    this.#run = run;
    this.#history.openRun(run.log);
    this.#history.become({ running: { startedAt: run.startedAt } });
    run.start();
  }

  #killSick(kind: 'startup' | 'liveness', probe: Probe): void {
    this.#recordKilling(kind === 'startup' ? FAILED_STARTUP : FAILED_LIVENESS);
    const seconds = probe.terminationGracePeriodSeconds;
    this.#run?.terminate(
      seconds === undefined ? this.#graceMs : seconds * 1000,
    );
  }

  #failToStart({ reason, text, termination }: Required<StartFailure>): void {
    const log = new LogBook();
    log.end();
    this.#history.openRun(log);
    const { exitCode, text: message } = termination;
    // What never ran started at the beginning of time.
    const startedAt = new Date(0);
    const end = { exitCode, reason: termination.reason, message, startedAt };
    this.#history.closeRun(end);
    if (this.willRestartAfter(exitCode)) {
      this.#history.become({ waiting: { reason, message: text } });
      this.#alarm.set(SYNC_MS, () => this.#restart());
    }
    this.home.onChange();
  }

  #end({ startedAt }: Run, end: RunEnd): void {
    this.#run = undefined;
    this.#history.closeRun({ ...end, startedAt });
    if (this.#onStopped) this.#onStopped();
    else if (this.willRestartAfter(end.exitCode)) this.#restart();
    this.home.onChange();
  }

  #restart(): void {
    this.#restarting.await(() => this.#starting.start());
  }

  #wait(waiting: Waiting): void {
    this.#history.become({ waiting });
    this.home.onChange();
  }

  #recordKilling(wordings: readonly Wording[]): void {
    const { variant, spec } = this.#scene;
    const text = say(wordings, variant, { container: spec.name });
    this.#scene.record('Normal', 'Killing', text);
  }

  get #graceMs(): number {
    return (this.home.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  }
}
