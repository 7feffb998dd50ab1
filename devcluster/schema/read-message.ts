import { DecodeError } from './decode-error.js';
import { WIRE, WireReader } from './wire-reader.js';

type Fields = Record<string, unknown>;

/** How one value is read from the wire, as the value that JSON has for it. */
export interface WireValue {
  wireType: number;
  /** `old` is what an earlier field of the same number left. Undefined says nothing. */
  read(reader: WireReader, old: unknown): unknown;
  /** Whether a list may hold many of them in one chunk. */
  isPackable?: boolean;
}

export interface MessageField {
  name: string;
  value: WireValue;
}

/** A message of protobuf: what its field numbers stand for. The fields of an embedded message are those of the outer one. */
export interface Message {
  name: string;
  fields: Map<number, MessageField | Message>;
}

/** Reads the fields of a message into an object; unknown ones are skipped. Throws a DecodeError. */
export function readMessage(
  bytes: Buffer,
  message: Message,
  into: Fields = {},
): Fields {
  const reader = new WireReader(bytes);
  while (!reader.isAtEnd) {
    const { number, wireType } = reader.tag(message.name);
    const field = message.fields.get(number);
    if (!field) {
      reader.skip(wireType);
    } else if ('fields' in field) {
      checkWireType(wireType, WIRE.chunk, field.name);
      readMessage(reader.chunk(), field, into);
    } else {
      readField(reader, wireType, field, into);
    }
  }
  return into;
}

function readField(
  reader: WireReader,
  wireType: number,
  { name, value }: MessageField,
  into: Fields,
): void {
  if (value.isPackable && wireType === WIRE.chunk) {
    const packed = new WireReader(reader.chunk());
    while (!packed.isAtEnd) into[name] = value.read(packed, into[name]);
    return;
  }
  checkWireType(wireType, value.wireType, name);
  const found = value.read(reader, into[name]);
  if (found !== undefined) into[name] = found;
}

function checkWireType(found: number, expected: number, name: string): void {
  if (found === expected) return;
  const goName = name.charAt(0).toUpperCase() + name.slice(1);
  throw new DecodeError(`proto: wrong wireType = ${found} for field ${goName}`);
}
