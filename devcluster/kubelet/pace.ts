// What a timer of Node.js can hold, about 24 days.
const MOST_MS = 2 ** 31 - 1;

/** How fast the kubelet's time runs: every delay of it is multiplied by one factor, so that tests need not wait. */
export class Pace {
  constructor(readonly factor = 1) {}

  /** The time to wait for a delay. */
  toReal(delayMs: number): number {
    return Math.min(delayMs * this.factor, MOST_MS);
  }

  /** How long ago that was, in the kubelet's time. */
  since(date: Date, now = Date.now()): number {
    return (now - date.getTime()) / (this.factor || 1e-9);
  }
}
