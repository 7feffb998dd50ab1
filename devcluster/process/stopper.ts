const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopSignal = (typeof SIGNALS)[number];

/** Turns the signals that would end this process into an orderly stop, so that the teardown always happens. */
export class Stopper {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<(signal: StopSignal) => void>();
  /** The first signal that came. */
  received?: StopSignal;

  constructor() {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        this.received ??= signal;
        this.#controller.abort();
        for (const listener of this.#listeners) listener(signal);
      });
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Calls the listener for every signal; returns the function that stops it. */
  onSignal(listener: (signal: StopSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
