import type { RawObject, Written } from './cluster.js';
import { ClusterError, fromAnswer, isUnauthorized } from './cluster-error.js';
import type { createIdentities, Identity } from './identity.js';
import { toOwnRefusal } from './impersonation-error.js';
import { sendWithRetry } from './retry.js';
import type { Answer, BodyReader, Call, Transport } from './transport.js';
import type { Usage } from './usage.js';

type Query = NonNullable<Call['query']>;

/** Sends as one identity, counts every request, and parses what comes back. */
export interface Sender {
  read(path: string, query?: Query, accept?: string): Promise<unknown>;
  /** Reads an answer as it comes. */
  readBy<T>(reader: BodyReader<T>, path: string, query?: Query): Promise<T>;
  /** Opens an answer that goes on; it is not tried again, as whoever reads it knows where to go on. */
  stream(path: string, query?: Query): Promise<AsyncIterable<Uint8Array>>;
  /** Reads text as it comes; leaving the loop ends the call. Trouble of the cluster is not tried again. */
  readText(path: string, query?: Query): Promise<AsyncIterable<Buffer>>;
  /** repeatable: a second execution does no harm. */
  write(call: WriteCall): Promise<Written<RawObject>>;
}

/** A call before it is said who makes it. */
type Anonymous = Omit<Call, 'shown'>;

export interface WriteCall {
  method: Exclude<Call['method'], 'GET'>;
  path: string;
  query?: Query;
  body: unknown;
  contentType?: string;
  accept?: string;
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
    const shown = await identities.show(identity, call.signal);
    usage.requests++;
    return transport.send({ ...call, shown });
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
  const openOnce = async (path: string, query?: Query) => {
    const shown = await identities.show(identity, signal);
    usage.requests++;
    const stream = await transport.open({
      ...{ method: 'GET', path, query, signal, shown },
    });
    if (stream.status < 400) return stream.chunks;
    const { status, body, retryAfter } = stream;
    const refusal = fromAnswer(`WATCH ${path}`, status, body, retryAfter);
    throw identity.kind === 'impersonated' ? toOwnRefusal(refusal) : refusal;
  };
  return {
    async stream(path, query) {
      try {
        return await openOnce(path, query);
      } catch (error) {
        if (!isUnauthorized(error) || !identities.refresh(identity))
          throw error;
        return openOnce(path, query);
      }
    },
    async read(path, query, accept) {
      const { body } = await sendAsIdentity(
        { method: 'GET', path, query, accept, signal },
        true,
      );
      return parseJson(`GET ${path}`, body);
    },
    async readBy<T>(reader: BodyReader<T>, path: string, query?: Query) {
      const { value } = await sendAsIdentity(
        { method: 'GET', path, query, signal, reader },
        true,
      );
      return value as T;
    },
    async readText(path, query) {
      const { chunks } = await sendAsIdentity(
        { method: 'GET', path, query, signal, asText: true },
        false,
      );
      return chunks ?? nothing();
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

async function* nothing(): AsyncGenerator<Buffer> {}

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
