import type { FastifyReply } from 'fastify';

import { timeIsUp } from '../lib/with-deadline.js';
import type { Identity } from '../cluster/identity.js';
import type { Context } from '../graphql/context.js';
import { tenantRules } from '../modules/tenants/object-rules.js';
import type { ServerOptions } from './server.js';

/** The Context of one request: the cluster as the caller, until the caller leaves or the operation's time is up. */
export function toContext(
  options: ServerOptions,
  identity: Identity,
  reply: FastifyReply,
): Context {
  const { cluster, settings, operationTimeout } = options;
  const left = clientGone(reply);
  const signal = untilTimeIsUp(reply, left, operationTimeout);
  const session = cluster.as(identity, signal);
  return {
    cluster: session,
    patient: cluster.as(identity, left, session.usage),
    left,
    source: cluster.connection.source,
    clusterVersion: () => {
      session.usage.requests++;
      return cluster.version(signal);
    },
    settings,
    rules: tenantRules,
    reads: {},
  };
}

/** Aborts when the client has left, or when the time is up (not by AbortSignal.timeout: see with-deadline). */
function untilTimeIsUp(
  { raw }: FastifyReply,
  left: AbortSignal,
  milliseconds: number,
): AbortSignal {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(timeIsUp()), milliseconds);
  raw.once('close', () => clearTimeout(timer));
  left.addEventListener('abort', () => end.abort(), { once: true });
  return end.signal;
}

function clientGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
