import { knownText, LONGEST_KNOWN } from './known-texts.js';

/** How the value of a field is written. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** Reads the wire format of protobuf from a buffer that holds whole messages. */
export class WireReader {
  constructor(
    readonly buffer: Buffer,
    public position = 0,
  ) {}

  /** A number of at most 32 bits: tags and lengths. */
  varint(): number {
    const { buffer } = this;
    let byte = buffer[this.position++] ?? 0;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; ; shift += 7) {
      byte = buffer[this.position++] ?? 0;
      // Bits above 32 are of negative numbers, which varint64 reads.
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** A signed number, exact as far as JSON's numbers are. */
  varint64(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.buffer[this.position++] ?? 0;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) break;
    }
    return (high | 0) * 0x1_0000_0000 + (low >>> 0);
  }

  string(length: number): string {
    const start = this.position;
    this.position += length;
    return length > LONGEST_KNOWN
      ? this.buffer.toString('utf8', start, this.position)
      : knownText(this.buffer, start, length);
  }

  /** Jumps over the value of a field that nobody asks for. */
  skip(wire: number): void {
    if (wire === WIRE.bytes) {
      const length = this.varint();
      this.position += length;
    } else if (wire === WIRE.varint) {
      while ((this.buffer[this.position++] ?? 0) >= 0x80);
    } else if (wire === WIRE.fixed64) this.position += 8;
    else if (wire === WIRE.fixed32) this.position += 4;
    else throw new RangeError(`unknown wire type ${wire}`);
  }
}
