import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';

import { withDeadline } from '../lib/with-deadline.js';
import { createAgents } from './agents.js';
import { ClusterError } from './cluster-error.js';
import type { ClusterOptions, Connection } from './connection.js';
import type { Shown } from './identity.js';
import { PROTOBUF, readStatus } from './protobuf/envelope.js';
import { fromTransport } from './transport-error.js';

/** One HTTP call. path starts with a slash; query values that are undefined are left out. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  contentType?: string;
  /** The form of the answer, where it is not the object's own. */
  accept?: string;
  /** Who calls, as identity.ts says it. */
  shown: Shown;
  signal?: AbortSignal;
  /** Whether a good answer is handed on as it comes instead of being read whole. */
  asText?: boolean;
  /** Reads a good answer as it comes, within the deadlines of the call. */
  reader?: BodyReader<unknown>;
}

/** What to accept, and how to read it. */
export interface BodyReader<T> {
  accept: string;
  read(body: Readable, contentType: string): Promise<T>;
}

export interface Answer {
  status: number;
  /** Empty for a stream. */
  body: string;
  /** What the call's reader made of a good answer. */
  value?: unknown;
  /** The bytes of a stream; leaving the loop over them ends the call. */
  chunks?: AsyncIterable<Buffer>;
  warnings: string[];
  /** Seconds. */
  retryAfter?: number;
}

/** An answer that goes on: its bytes as they come, or the whole text of a refusal. */
export interface Stream extends Answer {
  chunks: AsyncIterable<Buffer>;
}

export interface Transport {
  send(call: Call): Promise<Answer>;
  /** A GET whose answer has no end of its own; it is ended by the signal, by the cluster, or by silence. */
  open(call: Call): Promise<Stream>;
  close(): Promise<void>;
}

/** HTTP to one cluster: one pool of connections for callers and one for the connection's own TLS identity, and the same for
 * streams, so that slow ones never hold up the others; deadlines on every call. Answers of any status are returned; what stops
 * a call before that is a ClusterError. */
export function createTransport(
  connection: Connection,
  options: ClusterOptions,
): Transport {
  const { connectTimeout, connections } = options;
  const agents = (most: number | null) =>
    createAgents(connection, { connectTimeout, connections: most });
  // Streams stay long: they have a pool of their own, or they would take the connections of short calls.
  const short = agents(connections);
  const texts = agents(connections);
  const long = agents(null);
  return {
    send(call) {
      const { agentFor } = call.asText ? texts : short;
      const agent = agentFor(call.shown.certificate);
      return send(connection, options, agent, call);
    },
    open: (call) =>
      open(connection, options, long.agentFor(call.shown.certificate), call),
    close: async () => {
      await Promise.all([short, texts, long].map(({ close }) => close()));
    },
  };
}

async function send(
  connection: Connection,
  options: ClusterOptions,
  dispatcher: Dispatcher,
  call: Call,
): Promise<Answer> {
  const name = `${call.method} ${call.path}`;
  const writes = call.method !== 'GET';
  const headersTimeout = writes ? options.writeTimeout : options.readTimeout;
  const exchange = async (signal: AbortSignal): Promise<Answer> => {
    const answer = await request(
      `${connection.server}${call.path}${queryText(call.query)}`,
      {
        dispatcher,
        method: call.method,
        headersTimeout,
        bodyTimeout: options.bodyIdleTimeout,
        signal,
        headers: headersOf(call, options),
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
      },
    );
    return {
      status: answer.statusCode,
      ...(await readAnswer(name, answer, call, options)),
      warnings: parseWarnings(answer.headers.warning),
      retryAfter: parseRetryAfter(answer.headers['retry-after']),
    };
  };
  const total = options.connectTimeout + headersTimeout + options.bodyTimeout;
  try {
    return await withDeadline(total, call.signal, exchange);
  } catch (cause) {
    // A mistake of whoever reads the answer is nothing of the network's.
    if (cause instanceof TypeError && call.reader) throw cause;
    throw fromTransport(name, cause, call.signal);
  }
}

async function readAnswer(
  name: string,
  { statusCode, headers, body }: Dispatcher.ResponseData,
  { asText, reader, signal }: Call,
  { maxBytes }: ClusterOptions,
): Promise<Pick<Answer, 'body' | 'chunks' | 'value'>> {
  const contentType = String(headers['content-type'] ?? '');
  if (statusCode < 400 && asText)
    return { body: '', chunks: readChunks(name, body, signal) };
  if (statusCode < 400 && reader)
    return { body: '', value: await reader.read(body, contentType) };
  const bytes = await readBody(name, body, maxBytes);
  return { body: toText(bytes, contentType) };
}

async function open(
  connection: Connection,
  options: ClusterOptions,
  dispatcher: Dispatcher,
  call: Call,
): Promise<Stream> {
  const name = `${call.method} ${call.path}`;
  try {
    const { statusCode, headers, body } = await request(
      `${connection.server}${call.path}${queryText(call.query)}`,
      {
        dispatcher,
        method: call.method,
        headersTimeout: options.readTimeout,
        bodyTimeout: options.streamIdleTimeout,
        signal: call.signal,
        headers: headersOf(call, options),
      },
    );
    return {
      status: statusCode,
      body:
        statusCode < 400
          ? ''
          : (await readBody(name, body, options.maxBytes)).toString('utf8'),
      warnings: [],
      retryAfter: parseRetryAfter(headers['retry-after']),
      chunks: readStream(name, body, call.signal),
    };
  } catch (cause) {
    throw fromTransport(name, cause, call.signal);
  }
}

async function* readStream(
  call: string,
  body: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (cause) {
    throw fromTransport(call, cause, signal);
  }
}

function headersOf(
  call: Call,
  { userAgent, headers }: ClusterOptions,
): Record<string, string | string[]> {
  return {
    ...headers,
    accept:
      call.accept ??
      call.reader?.accept ??
      (call.asText ? 'application/json, */*' : 'application/json'),
    'user-agent': userAgent,
    ...call.shown.headers,
    ...(call.body === undefined
      ? {}
      : { 'content-type': call.contentType ?? 'application/json' }),
  };
}

async function readBody(
  call: string,
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      const message = `the cluster's answer is larger than ${Math.round(maxBytes / 1_048_576)} MiB`;
      throw new ClusterError(message, {
        call,
        reason: 'TooLarge',
        executed: 'yes',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refusals come in protobuf where that was asked for, whatever stands second. */
function toText(bytes: Buffer, contentType: string): string {
  return contentType.startsWith(PROTOBUF)
    ? JSON.stringify(readStatus(bytes))
    : bytes.toString('utf8');
}

/** The bytes of a body as they come; what breaks it is a ClusterError. */
function readChunks(
  call: string,
  body: Dispatcher.ResponseData['body'],
  callerSignal: AbortSignal | undefined,
): AsyncIterable<Buffer> {
  // An abort before the first byte is asked for must not end the process.
  body.on('error', () => undefined);
  return (async function* () {
    try {
      for await (const chunk of body) yield chunk as Buffer;
    } catch (cause) {
      throw fromTransport(call, cause, callerSignal);
    }
  })();
}

function queryText(query: Call['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(key, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** `299 - "text"`, perhaps several in one header line. */
function parseWarnings(header: string | string[] | undefined): string[] {
  const lines = header === undefined ? [] : [header].flat();
  return lines.flatMap((line) =>
    [...line.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? '').replace(/\\(.)/g, '$1'),
    ),
  );
}

function parseRetryAfter(
  header: string | string[] | undefined,
): number | undefined {
  const seconds = Number([header].flat()[0]);
  return Number.isFinite(seconds) && header !== undefined ? seconds : undefined;
}
