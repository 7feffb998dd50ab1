import type { Pace } from '../pace.js';
import { BACK_OFF_FACTOR } from '../shortened.js';

// The numbers of pkg/kubelet/kubelet.go: 10 s, doubled up to 5 min, forgotten after twice that.
const FIRST_MS = 10_000;
const MOST_MS = 300_000;

/** Delays that double, as a kubelet states them; they last BACK_OFF_FACTOR of that. */
export class BackOff {
  #nextMs = 0;
  #usedAt = new Date(0);

  constructor(private readonly pace: Pace) {}

  /** Nothing is remembered: nothing failed before, or it went well for long. */
  get isFresh(): boolean {
    const forgottenAfterMs = 2 * MOST_MS * BACK_OFF_FACTOR;
    return (
      this.#nextMs === 0 || this.pace.since(this.#usedAt) > forgottenAfterMs
    );
  }

  /** Counts a failure that is tried again without delay. */
  begin(): void {
    this.#nextMs = FIRST_MS;
    this.#usedAt = new Date();
  }

  /** Returns the delay of this failure, in full, and doubles the one after it. */
  next(): number {
    if (this.isFresh) this.begin();
    const delayMs = this.#nextMs;
    this.#nextMs = Math.min(delayMs * 2, MOST_MS);
    this.#usedAt = new Date();
    return delayMs;
  }
}
