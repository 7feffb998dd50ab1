import { Alarm } from '../alarm.js';
import { LogBook } from '../logs/log-book.js';
import { LogChatter } from '../logs/log-chatter.js';
import { say } from '../messages/wording.js';
import { EXEC_FORMAT_ERROR } from '../messages/wrong-architecture.js';
import { type HealthListener, Probing } from './probing.js';
import type { Scene } from './scene.js';

/** How a process ended. */
export interface RunEnd {
  exitCode: number;
  reason: string;
}

export interface RunListener extends HealthListener {
  onEnd(end: RunEnd): void;
}

/** One run of a container's process, from its start to its end. */
export class Run {
  readonly startedAt = new Date();
  readonly log = new LogBook();
  readonly #probing: Probing;
  readonly #end: Alarm;
  readonly #chatter: LogChatter;
  #isOver = false;

  constructor(
    private readonly scene: Scene,
    private readonly listener: RunListener,
  ) {
    const { pace } = scene.services;
    this.#probing = new Probing(scene, this.startedAt, listener);
    this.#end = new Alarm(pace);
    this.#chatter = new LogChatter(this.log, scene.spec.name, pace);
  }

  get isStarted(): boolean {
    return this.#probing.isStarted;
  }

  get isReady(): boolean {
    return this.#probing.isReady;
  }

  start(): void {
    const { spec, pod, behaviour, variant } = this.scene;
    const { ends, linesPerSecond } = behaviour;
    if (ends?.complaint) {
      this.log.write(say(EXEC_FORMAT_ERROR, variant));
      return this.#finish(ends);
    }
    const { namespace, name } = pod.metadata;
    this.log.write(`${spec.name}: starting ${spec.image}`);
    this.log.write(`${spec.name}: in pod ${namespace}/${name}`);
    if (ends?.afterMs === 0) return this.#finish(ends);
    if (ends) this.#end.set(ends.afterMs, () => this.#finish(ends));
    else this.log.write(`${spec.name}: running`);
    if (linesPerSecond) this.#chatter.start(linesPerSecond);
    this.#probing.start();
  }

  /** Sends SIGTERM, and SIGKILL when the grace is over; without any grace it is SIGKILL at once. */
  terminate(graceMs: number): void {
    if (this.#isOver) return;
    this.#probing.stop();
    const { afterMs, exitCode } = this.scene.behaviour.onTerm ?? {
      afterMs: 0,
      exitCode: 0,
    };
    this.log.write(`${this.scene.spec.name}: asked to stop`);
    if (graceMs === 0) return this.kill();
    if (afterMs === 0) return this.#finish({ exitCode });
    if (afterMs <= graceMs)
      this.#end.set(afterMs, () => this.#finish({ exitCode }));
    else this.#end.set(graceMs, () => this.kill());
  }

  /** Forgets the process: nothing is told any more, and its log is at its end. */
  close(): void {
    this.#isOver = true;
    this.#end.clear();
    this.#probing.stop();
    this.#chatter.stop();
    this.log.end();
  }

  /** Sends SIGKILL. */
  kill(): void {
    this.#finish({ exitCode: 137 });
  }

  #finish({ exitCode, reason }: { exitCode: number; reason?: string }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end.clear();
    this.#probing.stop();
    this.#chatter.stop();
    // The kernel leaves no time for last words.
    if (exitCode !== 137)
      this.log.write(`${this.scene.spec.name}: ended with code ${exitCode}`);
    this.log.end();
    this.listener.onEnd({
      exitCode,
      reason: reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
    });
  }
}
