import type { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import type { LogQuery } from './log.input.js';
import { LogPage } from './log.type.js';
import { type LogBudget, logBudget, MAX_PAGE_BYTES } from './log-budget.js';
import { toLogFailure } from './log-failure.js';
import { chooseLogs, type LogSource } from './log-source.js';
import { MergedLog } from './merged-log.js';
import type { Pod } from './pod.type.js';
import { type ReadLog, readLog } from './read-log.js';

/** How the reading of one log ended. */
interface Outcome {
  truncated: boolean;
  notes: string[];
  error?: ClusterError;
}

/** The newest lines of the pods' logs, merged by time: one read for each container. A log that is missing is told in the notes;
 * when none at all can be read, the first reason is thrown. */
export async function readLogs(
  context: Context,
  pods: readonly Pod[],
  query: LogQuery,
): Promise<LogPage> {
  const { sources, notes } = chooseLogs(pods, query);
  const merged = new MergedLog({ lines: query.tail, bytes: MAX_PAGE_BYTES });
  const budget = logBudget(context);
  const outcomes = await Promise.all(
    sources.map((source) =>
      budget.read(() => readInto(merged, context, source, query)),
    ),
  );
  const [first] = outcomes;
  if (first?.error && outcomes.every(({ error }) => error)) throw first.error;
  return Object.assign(new LogPage(), {
    lines: merged.lines,
    truncated:
      merged.hasMore ||
      merged.isLarge ||
      outcomes.some(({ truncated }) => truncated),
    notes: [
      ...notes,
      ...outcomes.flatMap((outcome) => outcome.notes),
      ...(merged.isLarge ? [LARGE] : []),
    ],
  });
}

const LARGE = `older lines are left out: they do not fit into ${MAX_PAGE_BYTES / 1_048_576} MiB`;

async function readInto(
  merged: MergedLog,
  context: Context,
  source: LogSource,
  query: LogQuery,
): Promise<Outcome> {
  let read: ReadLog;
  try {
    read = await readLog(context.cluster, source, query);
  } catch (error) {
    const failure = toLogFailure(error, source);
    return { truncated: false, notes: [failure.note], error: failure.error };
  }
  keep(logBudget(context), merged, read);
  return { truncated: read.truncated, notes: read.notes };
}

function keep(budget: LogBudget, merged: MergedLog, { lines }: ReadLog): void {
  const before = { lines: merged.lines.length, bytes: merged.bytes };
  merged.add(lines);
  try {
    budget.keep(
      merged.lines.length - before.lines,
      merged.bytes - before.bytes,
    );
  } catch (error) {
    budget.keep(-before.lines, -before.bytes);
    throw error;
  }
}
