const FIRST_MS = 1000;
const MOST_MS = 60_000;

/** Delays that double. Shorter than the usual 10 s to 5 min, so that tests see several restarts. */
export class BackOff {
  #nextMs = 0;

  get isUsed(): boolean {
    return this.#nextMs > 0;
  }

  start(): void {
    this.#nextMs = FIRST_MS;
  }

  /** Returns the delay to wait now, in milliseconds, and doubles the one after it. */
  next(): number {
    const delayMs = this.#nextMs || FIRST_MS;
    this.#nextMs = Math.min(delayMs * 2, MOST_MS);
    return delayMs;
  }
}
