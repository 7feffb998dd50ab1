import { ApiStatusError } from '../kubelet/api-client.js';

export interface WorkQueueOptions {
  /** For the log. */
  name: string;
  /** Does the work of one key; when it throws, the key comes again after a while. */
  work(key: string): Promise<void>;
  signal: AbortSignal;
  log: (message: string) => void;
  /** How many keys are worked on at the same time. */
  parallel?: number;
}

const FIRST_DELAY_MS = 5;
const MOST_DELAY_MS = 30_000;
const PARALLEL = 4;
// A timer holds no more milliseconds than this.
const MOST_TIMER_MS = 2 ** 31 - 1;

/** Keys of work to do. A key that is added several times is worked on once, and never by two at the same time. */
export class WorkQueue {
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; at: number }>();
  #isStarted = false;
  #immediate?: NodeJS.Immediate;

  constructor(private readonly options: WorkQueueOptions) {
    options.signal.addEventListener('abort', () => {
      this.#waiting.clear();
      for (const { timer } of this.#timers.values()) clearTimeout(timer);
    });
  }

  /** Begins to work; what was added before has waited. */
  start(): void {
    this.#isStarted = true;
    this.#pumpSoon();
  }

  add(key: string): void {
    if (this.options.signal.aborted) return;
    this.#waiting.add(key);
    this.#pumpSoon();
  }

  /** Adds the key later, or earlier when it was to come later anyway. */
  addAfter(key: string, delayMs: number): void {
    if (this.options.signal.aborted) return;
    const at = Date.now() + delayMs;
    const known = this.#timers.get(key);
    if (known && known.at <= at) return;
    clearTimeout(known?.timer);
    const timer = setTimeout(
      () => {
        this.#timers.delete(key);
        this.add(key);
      },
      Math.min(delayMs, MOST_TIMER_MS),
    );
    this.#timers.set(key, { timer, at });
  }

  /** Not at once: whoever adds a key may be in the middle of telling others, and may have more to add. */
  #pumpSoon(): void {
    if (!this.#isStarted) return;
    this.#immediate ??= setImmediate(() => {
      this.#immediate = undefined;
      this.#pump();
    });
  }

  #pump(): void {
    const { parallel = PARALLEL } = this.options;
    for (const key of this.#waiting) {
      if (this.#working.size >= parallel) return;
      if (this.#working.has(key)) continue;
      this.#waiting.delete(key);
      this.#working.add(key);
      void this.#run(key);
    }
  }

  async #run(key: string): Promise<void> {
    try {
      await this.options.work(key);
      this.#failures.delete(key);
    } catch (error) {
      this.#fail(key, error);
    } finally {
      this.#working.delete(key);
      this.#pumpSoon();
    }
  }

  #fail(key: string, error: unknown): void {
    const { name, log, signal } = this.options;
    if (signal.aborted) return;
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    if (failures === 0 && !isOrdinary(error))
      log(`${name}: ${key} failed and is tried again: ${String(error)}`);
    this.addAfter(key, Math.min(FIRST_DELAY_MS * 2 ** failures, MOST_DELAY_MS));
  }
}

/** Somebody else was faster, or somebody may not: the object itself says so. */
function isOrdinary(error: unknown): boolean {
  return (
    error instanceof ApiStatusError && [403, 404, 409].includes(error.status)
  );
}
