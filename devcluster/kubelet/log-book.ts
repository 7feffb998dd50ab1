export interface LogLine {
  time: Date;
  text: string;
}

/** What one run of a container has written. It ends when the process ends. */
export class LogBook {
  readonly lines: LogLine[] = [];
  #ended = false;
  readonly #readers = new Set<(line: LogLine | undefined) => void>();

  get ended(): boolean {
    return this.#ended;
  }

  write(text: string): void {
    const line = { time: new Date(), text };
    this.lines.push(line);
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
