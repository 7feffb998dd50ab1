import { MAGIC, RAW } from '../protobuf/envelope.js';
import {
  type MessagePlan,
  readMessage,
  toPlan,
} from '../protobuf/message-plan.js';
import { WIRE, WireReader } from '../protobuf/wire-reader.js';
import type { ItemReader, ListHead } from './item-reader.js';

const [METADATA, ITEM] = [1, 2];
const HEAD = toPlan('meta.v1.ListMeta', true);

/** Reads a list in protobuf item by item: an envelope, in it the list, in it the items with their lengths in front. */
export class ProtobufItems implements ItemReader {
  private pieces: Buffer[] = [];
  private size = 0;
  /** So many bytes are wanted before it is worth looking again. */
  private wanted = MAGIC.length;
  private started = false;
  /** Bytes of the list that have not been read; undefined before and after it. */
  private left: number | undefined;
  private found = false;
  private readonly head: ListHead = {};

  constructor(
    private readonly plan: MessagePlan,
    private readonly onItem: (item: unknown) => void,
  ) {}

  push(chunk: Buffer): void {
    let place = 0;
    // What is left of earlier chunks is joined with no more than it lacks.
    while (this.size > 0) {
      const end = place + this.wanted - this.size;
      this.keep(chunk.subarray(place, end));
      if (end > chunk.length) return;
      place = end;
      this.readFrom(Buffer.concat(this.pieces));
    }
    const rest = chunk.subarray(place);
    if (rest.length < this.wanted) this.keep(rest);
    else this.readFrom(rest);
  }

  private keep(piece: Buffer): void {
    if (piece.length > 0) this.pieces.push(piece);
    this.size += piece.length;
  }

  private readFrom(buffer: Buffer): void {
    const end = this.read(new WireReader(buffer));
    this.pieces = [];
    this.size = 0;
    this.keep(buffer.subarray(end));
  }

  end(): ListHead {
    if (!this.found || this.left !== undefined || this.size > 0)
      throw new SyntaxError('the list ends in the middle');
    return this.head;
  }

  /** Reads what is whole, and returns where the rest begins. */
  private read(reader: WireReader): number {
    if (!this.started) {
      const magic = reader.buffer.toString('latin1', 0, MAGIC.length);
      if (magic !== MAGIC) throw new SyntaxError('this is no protobuf');
      reader.position = MAGIC.length;
      this.started = true;
    }
    for (;;) {
      const start = reader.position;
      if (this.left === 0) this.left = undefined;
      const { left } = this;
      if (!this.readField(reader, left !== undefined)) return start;
      if (left === undefined) continue;
      this.left = left - (reader.position - start);
      if (this.left < 0) throw new SyntaxError('an item is out of bounds');
    }
  }

  /** One field of the envelope or of the list; false when it is not all there. */
  private readField(reader: WireReader, inside: boolean): boolean {
    const available = reader.buffer.length;
    const start = reader.position;
    const tag = reader.varint();
    const length = reader.varint();
    this.wanted = available - start + 1;
    if (reader.position > available) return false;
    if ((tag & 7) !== WIRE.bytes) throw new SyntaxError('this is no list');
    if (!inside && tag >>> 3 === RAW) {
      this.left = length;
      this.found = true;
      return true;
    }
    const end = reader.position + length;
    this.wanted = end - start;
    if (end > available) return false;
    if (inside) this.readInside(reader, tag >>> 3, length);
    reader.position = end;
    return true;
  }

  private readInside(reader: WireReader, field: number, length: number): void {
    if (field === ITEM) this.onItem(readMessage(reader, length, this.plan));
    else if (field === METADATA)
      this.head.metadata = readMessage(reader, length, HEAD);
  }
}
