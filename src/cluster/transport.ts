import { Agent, type Dispatcher, request } from 'undici';

import { withDeadline } from '../lib/with-deadline.js';
import { ClusterError } from './cluster-error.js';
import type { ClusterOptions, Connection } from './connection.js';
import type { IdentityHeaders } from './identity.js';
import { fromTransport } from './transport-error.js';

/** One HTTP call. path starts with a slash; query values that are undefined are left out. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  contentType?: string;
  /** Who calls, as identity.ts says it. */
  identity: IdentityHeaders;
  /** Whether the connection's own client certificate is shown: never for a caller with a token, the cluster would take it for them. */
  asConnection: boolean;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  body: string;
  warnings: string[];
  /** Seconds. */
  retryAfter?: number;
}

export interface Transport {
  send(call: Call): Promise<Answer>;
  close(): Promise<void>;
}

/** HTTP to one cluster: one pool of connections for callers and one for the connection's own TLS identity, deadlines on
 * every call. Answers of any status are returned; what stops a call before that is a ClusterError. */
export function createTransport(
  connection: Connection,
  options: ClusterOptions,
): Transport {
  const callers = createAgent(connection, options);
  const own = connection.own.certificate
    ? createAgent(connection, options, connection.own.certificate)
    : callers;
  return {
    send: (call) =>
      send(connection, options, call.asConnection ? own : callers, call),
    close: async () => {
      await Promise.all(
        [...new Set([callers, own])].map((agent) => agent.destroy()),
      );
    },
  };
}

function createAgent(
  connection: Connection,
  options: ClusterOptions,
  certificate?: { cert: string; key: string },
): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    connections: options.connections,
    keepAliveTimeout: 20_000,
    connect: {
      timeout: options.connectTimeout,
      keepAlive: true,
      keepAliveInitialDelay: 30_000,
      ca: connection.ca,
      servername: connection.serverName,
      rejectUnauthorized: !connection.insecure,
      ...certificate,
    },
  });
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
        headers: {
          accept: 'application/json',
          'user-agent': options.userAgent,
          ...call.identity,
          ...(call.body === undefined
            ? {}
            : { 'content-type': call.contentType ?? 'application/json' }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
      },
    );
    return {
      status: answer.statusCode,
      body: await readBody(name, answer.body, options.maxBytes),
      warnings: parseWarnings(answer.headers.warning),
      retryAfter: parseRetryAfter(answer.headers['retry-after']),
    };
  };
  const total = options.connectTimeout + headersTimeout + options.bodyTimeout;
  try {
    return await withDeadline(total, call.signal, exchange);
  } catch (cause) {
    throw fromTransport(name, cause, call.signal);
  }
}

async function readBody(
  call: string,
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<string> {
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
  return Buffer.concat(chunks).toString('utf8');
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
