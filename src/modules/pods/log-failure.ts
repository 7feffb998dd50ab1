import {
  ClusterError,
  isForbidden,
  isNotFound,
} from '../../cluster/cluster-error.js';
import type { LogSource } from './log-source.js';

/** A log that could not be read. */
export interface LogFailure {
  note: string;
  /** What to throw when no other log can be read either; absent where the note is answer enough. */
  error?: ClusterError;
}

const FATAL = ['Unauthorized', 'NoIdentity', 'Aborted'];
const WAITING = /is waiting to start: (.+)$/s;

/** Why the log of one container is missing, in words. What concerns the caller and not the log is thrown. */
export function toLogFailure(error: unknown, source: LogSource): LogFailure {
  if (!(error instanceof ClusterError) || FATAL.includes(error.reason))
    throw error;
  const { title } = source;
  const { message, httpStatus } = error;
  if (isForbidden(error))
    return { note: `the log of ${title} may not be read`, error };
  if (isNotFound(error)) return { note: toGone(error, source) };
  const waiting = WAITING.exec(message)?.[1];
  if (waiting) return { note: `${title} has not started: ${waiting}` };
  if (message.startsWith('previous terminated container'))
    return { note: `${title} has no previous run` };
  const note = `the log of ${title} cannot be read: ${message}`;
  const isOfMachine = httpStatus === 400 || httpStatus === 500;
  return isOfMachine ? { note } : { note, error };
}

/** The API server names the machine as if it were the pod when it is the machine that is missing. */
function toGone(error: ClusterError, { podName, nodeName }: LogSource): string {
  return error.status?.details?.name === nodeName
    ? `pod ${podName} cannot be read: its machine ${nodeName} is gone`
    : `pod ${podName} is gone`;
}
