import type { LogLine } from './log.type.js';

export interface LogLimits {
  lines: number;
  bytes: number;
}

/** The newest lines of several logs, as many as fit, in the order of time; each log keeps its own order. What does not fit is
 * dropped at once, so that many logs need no more memory than one page. */
export class MergedLog {
  lines: LogLine[] = [];
  bytes = 0;
  /** Whether lines were dropped because there were too many. */
  hasMore = false;
  /** Whether lines were dropped because they were too large. */
  isLarge = false;

  constructor(private readonly limits: LogLimits) {}

  /** Takes in the lines of one more log, which stand in its own order. */
  add(lines: readonly LogLine[]): void {
    const all = [...this.lines, ...lines].sort(compare);
    let first = all.length;
    let bytes = 0;
    while (first > 0 && all.length - first < this.limits.lines) {
      const more = all[first - 1]?.bytes ?? 0;
      // The newest line stays, however long it is.
      if (first < all.length && bytes + more > this.limits.bytes) break;
      bytes += more;
      first--;
    }
    const isFull = all.length - first >= this.limits.lines;
    this.hasMore ||= first > 0 && isFull;
    this.isLarge ||= first > 0 && !isFull;
    this.lines = all.slice(first);
    this.bytes = bytes;
  }
}

/** By time; lines of one instant by pod and container, so that the order never depends on which log came first. */
function compare(a: LogLine, b: LogLine): number {
  return (
    compareText(a.at, b.at) ||
    compareText(a.podName, b.podName) ||
    compareText(a.container, b.container)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
