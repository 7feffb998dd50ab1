import type { WireReader } from './wire-reader.js';

/** Reads a value; the reader stands behind its tag. */
export type ReadValue = (reader: WireReader) => unknown;

/** Scalars, and the messages that JSON shows as scalars. */
export const SCALARS: Readonly<Record<string, ReadValue>> = {
  string: (reader) => reader.string(reader.varint()),
  bool: (reader) => reader.varint() !== 0,
  int32: (reader) => reader.varint64(),
  int64: (reader) => reader.varint64(),
  bytes: (reader) => {
    const length = reader.varint();
    const start = reader.position;
    reader.position += length;
    return reader.buffer.toString('base64', start, reader.position);
  },
  quantity: (reader) => numbered(reader)[1] ?? '0',
  'int-or-string': (reader) => {
    const [, type = 0, number = 0, text = ''] = numbered(reader);
    return type === 0 ? number : text;
  },
  time: (reader) => {
    const [, seconds, nanos] = numbered(reader);
    return toTime(seconds, nanos)?.replace(/\.\d+Z$/, 'Z') ?? null;
  },
  'micro-time': (reader) => {
    const [, seconds, nanos] = numbered(reader);
    return toTime(seconds, nanos) ?? null;
  },
};

/** The fields of a small message of numbers and texts, by their numbers. */
function numbered(reader: WireReader): unknown[] {
  const length = reader.varint();
  const end = reader.position + length;
  const values: unknown[] = [];
  while (reader.position < end) {
    const tag = reader.varint();
    values[tag >>> 3] =
      (tag & 7) === 2 ? reader.string(reader.varint()) : reader.varint64();
  }
  return values;
}

/** RFC 3339 with six digits; undefined for a time that was never set, of which nothing is written. */
function toTime(seconds: unknown, nanos: unknown): string | undefined {
  if (seconds === undefined && nanos === undefined) return undefined;
  const milliseconds = Number(seconds ?? 0) * 1_000;
  const micros = Math.floor(Number(nanos ?? 0) / 1_000);
  const whole = new Date(milliseconds).toISOString();
  return whole.replace('.000Z', `.${String(micros).padStart(6, '0')}Z`);
}
