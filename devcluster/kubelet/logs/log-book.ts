export interface LogLine {
  time: Date;
  text: string;
}

/** How many lines of one run are kept, as a kubelet rotates its files. */
const KEPT = 10_000;

/** What one run of a container has written, or the last part of it. It ends when the process ends. */
export class LogBook {
  #lines: LogLine[] = [];
  #ended = false;
  readonly #readers = new Set<(line: LogLine | undefined) => void>();

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  get ended(): boolean {
    return this.#ended;
  }

  write(text: string): void {
    const line = { time: new Date(), text };
    this.#lines.push(line);
    // Half is dropped at once, so that a line costs the same however many there were.
    if (this.#lines.length > KEPT) this.#lines = this.#lines.slice(-KEPT / 2);
    for (const reader of this.#readers) reader(line);
  }

  /** Marks the end; readers are told with undefined and dropped. */
  end(): void {
    this.#ended = true;
    for (const reader of this.#readers) reader(undefined);
    this.#readers.clear();
  }

  /** Calls the reader for each line still to come; returns the function that stops it. */
  follow(reader: (line: LogLine | undefined) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }
}
