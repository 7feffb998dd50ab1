import type { Pace } from './pace.js';

/** One timer at the kubelet's pace; setting it again forgets the step before. */
export class Alarm {
  #timer?: NodeJS.Timeout;

  constructor(private readonly pace: Pace) {}

  set(delayMs: number, step: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(step, this.pace.toReal(delayMs));
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
