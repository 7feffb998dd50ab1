import type { ItemReader, ListHead } from './item-reader.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const [OPEN, CLOSE] = [0x7b, 0x7d];
const ITEMS = '"items"';

/** Cuts the text of a list into its items without parsing it as a whole: only quotes and brackets are looked at. */
export class JsonItems implements ItemReader {
  /** What has come and is not done with. */
  private buffer: Buffer = Buffer.alloc(0);
  private position = 0;
  /** Where the item, or the part around the items, begins. */
  private start = 0;
  private depth = 0;
  private inString = false;
  private inItems = false;
  /** The list without its items. */
  private head = '';

  constructor(private readonly onItem: (item: unknown) => void) {}

  push(chunk: Buffer): void {
    this.buffer =
      this.start < this.buffer.length
        ? Buffer.concat([this.buffer.subarray(this.start), chunk])
        : chunk;
    this.position -= this.start;
    this.start = 0;
    this.scan();
    if (this.inItems && this.depth === 2) this.start = this.position;
  }

  end(): ListHead {
    this.head += this.take(this.buffer.length);
    const head: unknown = JSON.parse(this.head);
    if (typeof head === 'object' && head !== null) return head;
    throw new SyntaxError('this is no list');
  }

  private scan(): void {
    const { buffer } = this;
    while (this.position < buffer.length) {
      if (this.inString) {
        this.endString();
        continue;
      }
      const byte = buffer[this.position++];
      if (byte === QUOTE) this.inString = true;
      else if (byte === OPEN || byte === OPEN_LIST) this.opened(byte);
      else if (byte === CLOSE || byte === CLOSE_LIST) this.closed(byte);
    }
  }

  /** Goes behind the next quote, or as far as there is text. */
  private endString(): void {
    const { buffer } = this;
    const quote = buffer.indexOf(QUOTE, this.position);
    this.position = quote < 0 ? buffer.length : quote + 1;
    let before = quote - 1;
    while (buffer[before] === BACKSLASH) before--;
    // An odd number of backslashes makes the quote part of the text.
    this.inString = quote < 0 || (quote - before) % 2 === 0;
  }

  private opened(byte: number): void {
    this.depth++;
    if (this.inItems) {
      if (this.depth === 3) this.start = this.position - 1;
    } else if (byte === OPEN_LIST && this.depth === 2 && this.isItems()) {
      this.head += this.take(this.position);
      this.inItems = true;
    }
  }

  private closed(byte: number): void {
    this.depth--;
    if (!this.inItems) return;
    if (this.depth === 2) this.onItem(JSON.parse(this.take(this.position)));
    else if (this.depth === 1 && byte === CLOSE_LIST) {
      this.inItems = false;
      this.start = this.position - 1;
    }
  }

  /** Whether the list that has just begun is the one after the key "items". */
  private isItems(): boolean {
    const before = this.buffer.toString(
      'latin1',
      Math.max(this.start, this.position - 32),
      this.position - 1,
    );
    return before.trimEnd().replace(/\s*:$/, '').endsWith(ITEMS);
  }

  private take(end: number): string {
    const text = this.buffer.toString('utf8', this.start, end);
    this.start = end;
    return text;
  }
}
