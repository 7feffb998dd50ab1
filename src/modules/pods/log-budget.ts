import { createLimiter } from '../../lib/limiter.js';
import { ApiError } from '../../graphql/api-error.js';
import { perRequest } from '../../graphql/per-request.js';

/** Bytes of one page of logs, and of what is taken in of one log. */
export const MAX_PAGE_BYTES = 5 * 1_048_576;
const AT_ONCE = 8;
const MOST_LINES = 50_000;
const MOST_BYTES = 5 * MAX_PAGE_BYTES;

/** What all logs of one operation may take together: reads at once, lines and bytes. */
export interface LogBudget {
  /** Runs a read when it is its turn. */
  read<T>(work: () => Promise<T>): Promise<T>;
  /** Counts lines and bytes that are kept from now on, or fewer by negative numbers; TOO_LARGE when it is too much. */
  keep(lines: number, bytes: number): void;
}

/** The budget of the operation. */
export const logBudget = perRequest((): LogBudget => {
  const kept = { lines: 0, bytes: 0 };
  return {
    read: createLimiter(AT_ONCE),
    keep(lines, bytes) {
      kept.lines += lines;
      kept.bytes += bytes;
      if (kept.lines <= MOST_LINES && kept.bytes <= MOST_BYTES) return;
      kept.lines -= lines;
      kept.bytes -= bytes;
      throw new ApiError(
        'TOO_LARGE',
        `The logs of one operation may have ${MOST_LINES} lines and ${MOST_BYTES / 1_048_576} MiB together. Ask for fewer logs at once, or for a smaller tail.`,
        { extensions: { retryable: false } },
      );
    },
  };
});
