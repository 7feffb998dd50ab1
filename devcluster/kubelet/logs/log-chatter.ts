import type { Pace } from '../pace.js';
import type { LogBook } from './log-book.js';

// Several lines at once where there are many a second: a timer for each would cost more than the lines.
const TICK_MS = 100;

/** Writes so many lines a second into a log, for ever. */
export class LogChatter {
  #timer?: NodeJS.Timeout;
  #line = 0;

  constructor(
    private readonly book: LogBook,
    private readonly name: string,
    private readonly pace: Pace,
  ) {}

  start(linesPerSecond: number): void {
    const perTick = Math.max(1, Math.round((linesPerSecond * TICK_MS) / 1000));
    const everyMs = (perTick * 1000) / linesPerSecond;
    this.#timer = setInterval(() => {
      for (let i = 0; i < perTick; i += 1) {
        this.#line += 1;
        this.book.write(`${this.name}: line ${this.#line}`);
      }
    }, this.pace.toReal(everyMs));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
