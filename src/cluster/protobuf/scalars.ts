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
    if (seconds === undefined && nanos === undefined) return null;
    return `${toClock(Number(seconds ?? 0))}Z`;
  },
  'micro-time': (reader) => {
    const [, seconds, nanos] = numbered(reader);
    if (seconds === undefined && nanos === undefined) return null;
    const micros = Math.floor(Number(nanos ?? 0) / 1_000);
    return `${toClock(Number(seconds ?? 0))}.${String(micros).padStart(6, '0')}Z`;
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

const DAY = 86_400;
const KEPT_DAYS = 1_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) =>
  String(n).padStart(2, '0'),
);
/** The dates of days since 1970. There are few in a cluster, and a Date for each time would cost more than all the rest. */
const dates = new Map<number, string>();

/** RFC 3339 without a fraction and a zone. */
function toClock(seconds: number): string {
  const day = Math.floor(seconds / DAY);
  const rest = seconds - day * DAY;
  const hour = Math.floor(rest / 3_600);
  const minute = Math.floor(rest / 60) % 60;
  return `${toDate(day)}${TWO_DIGITS[hour]}:${TWO_DIGITS[minute]}:${TWO_DIGITS[rest % 60]}`;
}

function toDate(day: number): string {
  const known = dates.get(day);
  if (known) return known;
  if (dates.size >= KEPT_DAYS) dates.clear();
  const date = new Date(day * DAY * 1_000).toISOString().slice(0, 11);
  dates.set(day, date);
  return date;
}
