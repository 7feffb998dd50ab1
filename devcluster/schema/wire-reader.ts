import { DecodeError } from './decode-error.js';

/** How the bytes of a field end. */
export const WIRE = {
  varint: 0,
  fixed64: 1,
  chunk: 2,
  groupStart: 3,
  groupEnd: 4,
  fixed32: 5,
} as const;

/** Reads protobuf from left to right. Throws a DecodeError in the words of Go's reader. */
export class WireReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** What stands before each field. `message` is named in the error of a bad one. */
  tag(message: string): { number: number; wireType: number } {
    const tag = this.integer();
    const number = Math.floor(tag / 8) | 0;
    const wireType = tag & 7;
    if (wireType === WIRE.groupEnd)
      throw new DecodeError(
        `proto: ${message}: wiretype end group for non-group`,
      );
    if (number <= 0)
      throw new DecodeError(
        `proto: ${message}: illegal tag ${number} (wire type ${tag})`,
      );
    return { number, wireType };
  }

  /** A signed number of 64 bits, as exact as a number of JSON is. */
  integer(): number {
    // Two halves, for a double holds 53 bits only.
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.take(1)[0] as number;
      if (shift < 28) low |= (byte & 0x7f) << shift;
      else high += (byte & 0x7f) * 2 ** (shift - 28);
      if (byte < 0x80) {
        high %= 2 ** 36;
        return (high < 2 ** 35 ? high : high - 2 ** 36) * 2 ** 28 + low;
      }
    }
    throw new DecodeError('proto: integer overflow');
  }

  double(): number {
    return this.take(8).readDoubleLE();
  }

  /** Bytes that come after their length. */
  chunk(): Buffer {
    const length = this.integer();
    if (length < 0)
      throw new DecodeError('proto: negative length found during unmarshaling');
    return this.take(length);
  }

  skip(wireType: number): void {
    let depth = 0;
    for (let next = wireType; ; next = this.integer() & 7) {
      if (next === WIRE.varint) this.integer();
      else if (next === WIRE.fixed64) this.take(8);
      else if (next === WIRE.chunk) this.chunk();
      else if (next === WIRE.groupStart) depth += 1;
      else if (next === WIRE.groupEnd) depth -= 1;
      else if (next === WIRE.fixed32) this.take(4);
      else throw new DecodeError(`proto: illegal wireType ${next}`);
      if (depth === 0) return;
    }
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new DecodeError('unexpected EOF');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}
