import { setTimeout as sleep } from 'node:timers/promises';

import { retryDelay } from '../lib/retry-delay.js';
import { ClusterError, fromAnswer, isBudgetRefusal } from './cluster-error.js';
import type { Answer } from './transport.js';

const TRIES = 3;
/** Nobody waits here longer for a cluster that asks for time: the caller is told how much. */
const LONGEST_WAIT = 10_000;
const TROUBLE = new Set([500, 502, 503, 504]);

/** Sends until it is answered, at most three times. A throttled call and one that never left are repeated always; any other
 * trouble only when a repeat does no harm. Answers of status 400 or more are thrown as ClusterErrors. */
export async function sendWithRetry(
  call: string,
  repeatable: boolean,
  send: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await send();
      if (answer.status < 400) return answer;
      throw fromAnswer(call, answer.status, answer.body, answer.retryAfter);
    } catch (error) {
      if (
        !(error instanceof ClusterError) ||
        attempt >= TRIES ||
        !mayRepeat(error, repeatable)
      )
        throw error;
      const wait = (error.retryAfter ?? 0) * 1000;
      if (wait > LONGEST_WAIT) throw error;
      await pause(error, Math.max(wait, retryDelay(attempt)), signal);
    }
  }
}

function mayRepeat(error: ClusterError, repeatable: boolean): boolean {
  if (error.httpStatus === 429) return !isBudgetRefusal(error);
  if (error.httpStatus !== undefined)
    return repeatable && TROUBLE.has(error.httpStatus);
  if (error.reason !== 'Unreachable') return false;
  if (/cannot be trusted/.test(error.message)) return false;
  return error.executed === 'no' || repeatable;
}

async function pause(
  error: ClusterError,
  wait: number,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await sleep(wait, undefined, { signal });
  } catch {
    throw error;
  }
}
