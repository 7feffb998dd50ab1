import type { RawObject, Written } from './cluster.js';
import { ClusterError, isUnauthorized } from './cluster-error.js';
import type { createIdentities, Identity } from './identity.js';
import { toOwnRefusal } from './impersonation-error.js';
import { sendWithRetry } from './retry.js';
import type { Answer, Call, Transport } from './transport.js';
import type { Usage } from './usage.js';

type Query = NonNullable<Call['query']>;

/** Sends JSON as one identity, counts every request, and parses what comes back. */
export interface Sender {
  read(path: string, query?: Query): Promise<unknown>;
  /** repeatable: a second execution does no harm. */
  write(call: WriteCall): Promise<Written<RawObject>>;
}

/** A call before it is said who makes it. */
type Anonymous = Omit<Call, 'asConnection' | 'identity'>;

export interface WriteCall {
  method: Exclude<Call['method'], 'GET'>;
  path: string;
  query?: Query;
  body: unknown;
  contentType?: string;
  repeatable: boolean;
}

export interface SenderParts {
  transport: Transport;
  identities: ReturnType<typeof createIdentities>;
  identity: Identity;
  usage: Usage;
  signal?: AbortSignal;
}

/** signal ends reads only: a write that is under way is carried through, so that nobody leaves it half-done. */
export function createSender({
  transport,
  identities,
  identity,
  usage,
  signal,
}: SenderParts): Sender {
  const send = async (call: Anonymous): Promise<Answer> => {
    const headers = await identities.headers(identity);
    usage.requests++;
    return transport.send({
      ...call,
      identity: headers,
      asConnection:
        identity.kind === 'connection' || identity.kind === 'impersonated',
    });
  };
  const sendFresh = async (call: Anonymous, repeatable: boolean) => {
    const name = `${call.method} ${call.path}`;
    try {
      return await sendWithRetry(
        name,
        repeatable,
        () => send(call),
        call.signal,
      );
    } catch (error) {
      if (!isUnauthorized(error) || !identities.refresh(identity)) throw error;
      return sendWithRetry(name, repeatable, () => send(call), call.signal);
    }
  };
  const sendAsIdentity = (call: Anonymous, repeatable: boolean) =>
    sendFresh(call, repeatable).catch((error: unknown) => {
      throw identity.kind === 'impersonated' ? toOwnRefusal(error) : error;
    });
  return {
    async read(path, query) {
      const { body } = await sendAsIdentity(
        { method: 'GET', path, query, signal },
        true,
      );
      return parseJson(`GET ${path}`, body);
    },
    async write({ repeatable, ...call }) {
      const { body, warnings } = await sendAsIdentity(call, repeatable);
      return {
        object: parseJson(`${call.method} ${call.path}`, body) as RawObject,
        warnings,
      };
    },
  };
}

function parseJson(call: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new ClusterError('the cluster answered something that is not JSON', {
      call,
      reason: 'BadAnswer',
      executed: 'unknown',
      cause,
    });
  }
}
