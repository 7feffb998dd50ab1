import { DecodeError } from './decode-error.js';
import { type Message, readMessage, type WireValue } from './read-message.js';
import type { ScalarKind } from './struct-type.js';
import { WIRE, type WireReader } from './wire-reader.js';

/** What Go's time.Time is when it is not set. */
const NO_TIME = Date.parse('0001-01-01T00:00:00Z') / 1_000;

const varint = (read: (reader: WireReader) => unknown): WireValue => ({
  wireType: WIRE.varint,
  isPackable: true,
  read,
});

const chunk = (read: (bytes: Buffer) => unknown): WireValue => ({
  wireType: WIRE.chunk,
  read: (reader) => read(reader.chunk()),
});

const STRING = chunk((bytes) => bytes.toString());
const INT64 = varint((reader) => reader.integer());
const INT32 = varint((reader) => reader.integer() | 0);

const QUANTITY = aMessage('Quantity', { string: STRING });
const TIMESTAMP = aMessage('Timestamp', { seconds: INT64, nanos: INT32 });
const RAW = aMessage('RawExtension', { raw: STRING });
const INT_OR_STRING = aMessage('IntOrString', {
  type: INT64,
  intVal: INT32,
  strVal: STRING,
});

/** How each scalar of JSON is read. What is an object of its own on the wire becomes the text or number that it is in JSON. */
export const WIRE_SCALARS: Readonly<Record<ScalarKind, WireValue>> = {
  string: STRING,
  bytes: chunk((bytes) => bytes.toString('base64')),
  int32: INT32,
  int64: INT64,
  bool: varint((reader) => reader.integer() !== 0),
  float64: { wireType: WIRE.fixed64, read: (reader) => reader.double() },
  quantity: chunk((bytes) => readMessage(bytes, QUANTITY).string ?? '0'),
  'int-or-string': chunk(readIntOrString),
  time: chunk((bytes) => readTime(bytes, false)),
  'micro-time': chunk((bytes) => readTime(bytes, true)),
  any: chunk(readJson),
};

/** A message whose fields are numbered from 1. */
export function aMessage(
  name: string,
  fields: Record<string, WireValue>,
): Message {
  const entries = Object.entries(fields).map(
    ([name, value], at) => [at + 1, { name, value }] as const,
  );
  return { name, fields: new Map(entries) };
}

function readIntOrString(bytes: Buffer): unknown {
  const { type, intVal, strVal } = readMessage(bytes, INT_OR_STRING);
  return type === 1 ? (strVal ?? '') : (intVal ?? 0);
}

function readTime(bytes: Buffer, isMicro: boolean): string | null {
  if (bytes.length === 0) return null;
  const read = readMessage(bytes, TIMESTAMP);
  const { seconds = 0, nanos = 0 } = read as Record<string, number>;
  const micros = isMicro ? Math.trunc(nanos / 1_000) : 0;
  const whole = seconds + Math.floor(micros / 1_000_000);
  if (whole === NO_TIME && micros === 0) return null;
  const date = new Date(whole * 1_000);
  if (!(Math.abs(date.getUTCFullYear() - 5_000) <= 5_000))
    throw new DecodeError('year outside of range [0,9999]');
  const text = date.toISOString().slice(0, 19);
  if (!isMicro) return `${text}Z`;
  const rest = ((micros % 1_000_000) + 1_000_000) % 1_000_000;
  return `${text}.${String(rest).padStart(6, '0')}Z`;
}

/** The API server does not look into it either before it is used: what is no JSON says nothing. */
function readJson(bytes: Buffer): unknown {
  const { raw } = readMessage(bytes, RAW);
  try {
    return JSON.parse(raw as string);
  } catch {
    return undefined;
  }
}
