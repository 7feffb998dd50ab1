import type { ServerResponse } from 'node:http';

/** Long enough that a burst goes out in one write, short enough that nobody notices. */
const PAUSE_MS = 2;
/** A reader that leaves this much unread is cut off. */
const MOST_UNREAD_BYTES = 32 * 1024 * 1024;

/** Writes the lines of a stream, those of a burst together: each write costs a record of TLS and a system call. */
export class LineWriter {
  #lines = '';
  #timer?: NodeJS.Timeout;

  constructor(private readonly response: ServerResponse) {}

  write(line: string): void {
    this.#lines += line;
    this.#timer ??= setTimeout(() => this.flush(), PAUSE_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines) this.response.write(this.#lines);
    this.#lines = '';
    if (this.response.writableLength > MOST_UNREAD_BYTES)
      this.response.destroy();
  }
}
