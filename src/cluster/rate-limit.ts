import { setTimeout as sleep } from 'node:timers/promises';

import { ClusterError } from './cluster-error.js';
import type { ClusterOptions } from './connection.js';
import type { Call, Transport } from './transport.js';
import { fromTransport } from './transport-error.js';

/** Nobody waits longer in line: the caller is told to come again. */
const LONGEST_WAIT = 10_000;

/** A transport that lets so many requests out in a second, after a burst of so many at once; the others wait for their turn. */
export function limitRate(
  transport: Transport,
  { perSecond, burst }: NonNullable<ClusterOptions['rate']>,
  now: () => number = () => performance.now(),
): Transport {
  const interval = 1_000 / perSecond;
  // When the bucket is full again, if nobody comes: each request moves it by an interval.
  let fullAt = -Infinity;
  const turn = async ({ method, path, signal }: Call) => {
    const name = `${method} ${path}`;
    const from = Math.max(fullAt, now());
    const wait = from + interval - burst * interval - now();
    if (wait > LONGEST_WAIT) throw busy(name, wait);
    fullAt = from + interval;
    if (wait <= 0) return;
    await sleep(wait, undefined, { signal }).catch((cause: unknown) => {
      throw fromTransport(name, cause, signal);
    });
  };
  return {
    async send(call) {
      await turn(call);
      return transport.send(call);
    },
    async open(call) {
      await turn(call);
      return transport.open(call);
    },
    close: () => transport.close(),
  };
}

function busy(call: string, wait: number): ClusterError {
  return new ClusterError(
    'more is asked of the cluster than this server may send to it',
    {
      ...{ call, reason: 'TooManyRequests', executed: 'no' },
      retryAfter: Math.ceil(wait / 1_000),
    },
  );
}
