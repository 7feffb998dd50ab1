import type { LogReader } from '../../cluster/cluster.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import type { LogQuery } from './log.input.js';
import type { LogLine } from './log.type.js';
import { MAX_PAGE_BYTES } from './log-budget.js';
import { toLogLines } from './log-lines.js';
import type { LogSource } from './log-source.js';

/** The newest lines of one log. */
export interface ReadLog {
  lines: LogLine[];
  /** Whether lines are missing. */
  truncated: boolean;
  notes: string[];
}

interface Received {
  bytes: Buffer;
  isCut: boolean;
  broken?: ClusterError;
}

/** Reads the last lines of one log, and one more than asked for to know whether there are more. The cluster counts bytes from
 * the oldest line, so a tail that is too large lacks its end: half as many lines as have fitted are then read instead. */
export async function readLog(
  cluster: LogReader,
  source: LogSource,
  query: LogQuery,
): Promise<ReadLog> {
  const wanted = query.tail + 1;
  const first = await receive(cluster, source, query, wanted);
  const parsed = toLogLines(source, first.bytes, isPart(first));
  if (!first.isCut || parsed.lines.length < 2)
    return toReadLog(source, query, first, parsed);
  const fewer = Math.floor(parsed.lines.length / 2);
  const second = await receive(cluster, source, query, fewer);
  const newest = toLogLines(source, second.bytes, isPart(second));
  const read = toReadLog(source, query, second, newest);
  const note = `the log of ${source.title} is larger than ${MIB} MiB: older lines are left out`;
  return second.isCut
    ? read
    : { ...read, truncated: true, notes: [...read.notes, note] };
}

const MIB = MAX_PAGE_BYTES / 1_048_576;
const isPart = ({ isCut, broken }: Received) => isCut || broken !== undefined;

function toReadLog(
  { title }: LogSource,
  { tail, since }: LogQuery,
  { isCut, broken }: Received,
  { lines, remarks }: ReturnType<typeof toLogLines>,
): ReadLog {
  const recent = since ? lines.filter(({ time }) => time >= since) : lines;
  const notes = remarks.map((remark) => `the log of ${title}: ${remark}`);
  if (isCut)
    notes.push(
      `the log of ${title} was cut at ${MIB} MiB: newer lines are left out. Ask for a smaller tail`,
    );
  if (broken)
    notes.push(
      `the log of ${title} broke off, newer lines are missing: ${broken.message}`,
    );
  return {
    lines: recent.slice(-tail),
    truncated: recent.length > tail || isCut || broken !== undefined,
    notes,
  };
}

/** Never takes in more than a page may hold, whatever the cluster sends. */
async function receive(
  cluster: LogReader,
  { tenantName, podName, container }: LogSource,
  { since, previous }: LogQuery,
  tailLines: number,
): Promise<Received> {
  const chunks = await cluster.readLog(tenantName, podName, {
    container,
    previous,
    tailLines,
    limitBytes: MAX_PAGE_BYTES,
    sinceTime: since && `${since.slice(0, 19)}Z`,
  });
  const kept: Buffer[] = [];
  let left = MAX_PAGE_BYTES;
  let broken: ClusterError | undefined;
  try {
    for await (const chunk of chunks) {
      kept.push(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) break;
    }
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason === 'Aborted')
      throw error;
    broken = error;
  }
  return { bytes: Buffer.concat(kept), isCut: left === 0, broken };
}
