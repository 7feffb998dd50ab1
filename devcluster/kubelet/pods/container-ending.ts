import type { Container } from '../containers/container.js';
import type { Pace } from '../pace.js';

/** Ends the containers of a pod and waits for them: first the main ones, then the sidecars, the last one first, since they
 * serve the others to the end. */
export class ContainerEnding {
  readonly #groups: Container[][];
  #current: Container[] = [];
  #startedAt = new Date();
  #graceMs = 0;

  constructor(
    private readonly pace: Pace,
    containers: readonly Container[],
    private readonly done: () => void,
  ) {
    const sidecars = containers.filter(({ role }) => role === 'sidecar');
    const others = containers.filter(({ role }) => role !== 'sidecar');
    this.#groups = [others, ...sidecars.reverse().map((one) => [one])];
  }

  start(graceMs: number): void {
    this.#startedAt = new Date();
    this.#graceMs = graceMs;
    this.#endNext();
  }

  /** The grace became shorter: somebody deleted the pod once more, in haste. */
  hurry(graceMs: number): void {
    if (graceMs >= this.#graceMs) return;
    this.#graceMs = graceMs;
    for (const one of this.#current) one.hurry(this.#leftMs);
  }

  #endNext(): void {
    const group = this.#groups.shift();
    if (!group) return this.done();
    this.#current = group;
    let running = group.length;
    if (running === 0) return this.#endNext();
    for (const one of group)
      one.terminate(this.#leftMs, () => {
        running -= 1;
        if (running === 0) this.#endNext();
      });
  }

  get #leftMs(): number {
    return Math.max(0, this.#graceMs - this.pace.since(this.#startedAt));
  }
}
