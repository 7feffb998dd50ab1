import type { LogLine } from './log-book.js';

/** What a reader of logs asks for: the parameters of PodLogOptions. */
export interface LogQuery {
  follow: boolean;
  previous: boolean;
  timestamps: boolean;
  /** Wants only what went to stderr; nothing does here. */
  isErrors: boolean;
  tailLines?: number;
  limitBytes?: number;
  since?: Date;
}

/** Reads the query parameters of a /containerLogs request; sinceSeconds is counted back from `now`. */
export function toLogQuery(
  parameters: URLSearchParams,
  now: Date = new Date(),
): LogQuery {
  const isSet = (name: string) =>
    ['true', '1'].includes(parameters.get(name) ?? '');
  const tailLines = parameters.get('tailLines');
  const limitBytes = parameters.get('limitBytes');
  const sinceTime = parameters.get('sinceTime');
  const sinceSeconds = parameters.get('sinceSeconds');
  const since =
    sinceSeconds !== null
      ? new Date(now.getTime() - Number(sinceSeconds) * 1000)
      : sinceTime !== null
        ? new Date(sinceTime)
        : undefined;
  return {
    follow: isSet('follow'),
    previous: isSet('previous'),
    timestamps: isSet('timestamps'),
    isErrors: parameters.get('stream') === 'Stderr',
    ...(tailLines !== null && { tailLines: Number(tailLines) }),
    ...(limitBytes !== null && { limitBytes: Number(limitBytes) }),
    ...(since && { since }),
  };
}

/** Returns the written lines that the query wants: those since its time, and of these the last `tailLines`. */
export function selectLines(
  lines: readonly LogLine[],
  query: LogQuery,
): readonly LogLine[] {
  const { since, tailLines, isErrors } = query;
  if (isErrors) return [];
  const recent = since ? lines.filter((line) => line.time >= since) : lines;
  if (tailLines === undefined) return recent;
  return tailLines === 0 ? [] : recent.slice(-tailLines);
}

/** Returns the bytes of one line, its end included, with the time in nanoseconds before it when asked for. */
export function toLogBytes(line: LogLine, query: LogQuery): Buffer {
  const time = line.time.toISOString().replace('Z', '000000Z');
  return Buffer.from(
    query.timestamps ? `${time} ${line.text}\n` : `${line.text}\n`,
  );
}
