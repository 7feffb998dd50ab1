import { Alarm } from '../alarm.js';
import type { Pace } from '../pace.js';
import type { Probe } from '../pod-object.js';
import type { Health } from './health.js';

export interface ProbeListener {
  look(): Health;
  /** One probe failed. */
  onFailure(): void;
  /** So many in a row gave the same result; true ends the probing. */
  onResult(passes: boolean): boolean;
}

/** Probes one container periodically and counts results up to the thresholds, as pkg/kubelet/prober/worker.go does. */
export class ProbeLoop {
  readonly #alarm: Alarm;
  #last?: boolean;
  #inARow = 0;

  constructor(
    pace: Pace,
    private readonly probe: Probe,
    private readonly listener: ProbeListener,
  ) {
    this.#alarm = new Alarm(pace);
  }

  /** Begins when the container has run for initialDelaySeconds; `elapsedMs` of that are over. */
  start(elapsedMs: number): void {
    const delayMs = (this.probe.initialDelaySeconds ?? 0) * 1000 - elapsedMs;
    if (delayMs > 0) this.#alarm.set(delayMs, () => this.#tick());
    else this.#tick();
  }

  stop(): void {
    this.#alarm.clear();
  }

  #tick(): void {
    const { periodSeconds, successThreshold, failureThreshold } = this.probe;
    const { passes, isFinal } = this.listener.look();
    this.#inARow = passes === this.#last ? this.#inARow + 1 : 1;
    this.#last = passes;
    this.#alarm.set((periodSeconds ?? 10) * 1000, () => this.#tick());
    if (!passes) this.listener.onFailure();
    const threshold = passes
      ? (successThreshold ?? 1)
      : (failureThreshold ?? 3);
    if (this.#inARow < threshold) return;
    const isOver = this.listener.onResult(passes);
    // What can only go on passing is not looked at again: ten thousand healthy pods need no timers.
    if (isOver || (passes && isFinal)) this.#alarm.clear();
  }
}
