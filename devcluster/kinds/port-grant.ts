import { type NumberPool, pickFree } from './number-pool.js';

/** The ports of the nodes that one write of a service takes. */
export class PortGrant {
  readonly #granted = new Set<number>();

  constructor(
    private readonly pool: NumberPool,
    private readonly isTaken: (port: number) => boolean,
    private readonly dryRun: boolean,
    /** What the service has already. */
    private readonly own: readonly number[],
  ) {}

  /** Takes a port that was asked for by number. Returns why it cannot be had. */
  request(port: number): string | undefined {
    if (this.own.includes(port)) return undefined;
    const { first, last } = this.pool;
    // A dry run of the API server looks for other services only.
    if (!this.dryRun && (port < first || port > last))
      return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
    if (this.isTaken(port) || this.#granted.has(port))
      return 'provided port is already allocated';
    this.#granted.add(port);
    return undefined;
  }

  /** Takes any free port; undefined when there is none. A dry run gets a placeholder, above the range. */
  pick(): number | undefined {
    const port = this.dryRun
      ? Math.max(this.pool.last + 1, ...this.#granted) + 1
      : pickFree(
          this.pool,
          (one) => this.isTaken(one) || this.#granted.has(one),
        );
    if (port !== undefined) this.#granted.add(port);
    return port;
  }
}
