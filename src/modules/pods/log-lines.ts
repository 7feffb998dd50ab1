import { StringDecoder } from 'node:string_decoder';

import { LogLine } from './log.type.js';
import { toUtc } from './log-time.js';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
/** A time of nanoseconds with its zone has 35 characters. */
const LONGEST_TIME = 40;
const LONGEST_REMARK = 300;

/** Whose log it is. */
export interface LogOrigin {
  podName: string;
  container: string;
}

export interface ParsedLog {
  lines: LogLine[];
  /** What the machine itself says in place of the log. */
  remarks: string[];
}

/** The lines of a log as the cluster sends it: each behind the time at which it was written. Of a log that was cut, the last
 * line is kept as far as it goes. A line without a time goes on with the one before it; the first such ones are remarks. */
export function toLogLines(
  origin: LogOrigin,
  bytes: Buffer,
  isCut = false,
): ParsedLog {
  const lines: LogLine[] = [];
  const remarks: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    const isHalf = newline === -1 && isCut;
    const line = bytes.subarray(start, end);
    const { time, text } = split(line, isHalf);
    const before = lines.at(-1);
    if (time !== undefined || (before && !isHalf))
      lines.push(toLine(origin, line.length + 1, text, time, before));
    else if (!isHalf && text.trim())
      remarks.push(text.trim().slice(0, LONGEST_REMARK));
    start = end + 1;
  }
  return { lines, remarks };
}

function split(line: Buffer, isHalf: boolean): { time?: string; text: string } {
  const space = line.subarray(0, LONGEST_TIME).indexOf(SPACE);
  const head = space === -1 ? line.length : space;
  const time =
    head <= LONGEST_TIME ? toUtc(line.toString('latin1', 0, head)) : undefined;
  const from = time === undefined ? 0 : Math.min(head + 1, line.length);
  const to = line.at(-1) === RETURN && !isHalf ? line.length - 1 : line.length;
  return {
    time,
    text: decode(line.subarray(from, Math.max(from, to)), isHalf),
  };
}

/** Half a character at the end of a cut line is dropped. */
function decode(bytes: Buffer, isHalf: boolean): string {
  return isHalf
    ? new StringDecoder('utf8').write(bytes)
    : bytes.toString('utf8');
}

function toLine(
  origin: LogOrigin,
  bytes: number,
  text: string,
  written: string | undefined,
  before: LogLine | undefined,
): LogLine {
  const time = written ?? before?.time ?? '';
  const isTwin = before?.time === time && before.text === text;
  return Object.assign(new LogLine(), origin, {
    time,
    text,
    bytes,
    // A clock that was set back must not change the order in which one container wrote.
    at: before && before.at > time ? before.at : time,
    twins: isTwin ? before.twins + 1 : 0,
  });
}
