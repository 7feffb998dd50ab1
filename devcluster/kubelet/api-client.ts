import { Agent, request } from 'undici';

/** Where the API server is and who asks. */
export interface ApiConnection {
  /** Base address, such as https://127.0.0.1:6443. */
  server: string;
  /** The certificate authority in PEM. */
  ca: string;
  /** A bearer token. */
  token: string;
}

/** The parts of a Status that a client acts on. */
export interface StatusAnswer {
  kind?: string;
  reason?: string;
  message?: string;
  details?: { causes?: { reason?: string }[] };
}

/** An answer of the API server that is not a success; network failures are errors of undici. */
export class ApiStatusError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The Status, when the body was one. */
    readonly answer?: StatusAnswer,
  ) {
    super(message);
  }
}

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
}

/** A few lines of Kubernetes client: JSON calls and lines of a watch. Close it when done. */
export interface ApiClient {
  /** Sends one call and returns the parsed answer; throws ApiStatusError on any status of 400 or more. */
  send<T>(call: ApiCall): Promise<T>;
  /** Yields the lines of a streamed answer until the server ends it or the signal aborts it. */
  lines(
    path: string,
    signal: AbortSignal,
    accept?: string,
  ): AsyncGenerator<string>;
  close(): Promise<void>;
}

const CALL_TIMEOUT_MS = 30_000;
// Longer than a watch lives (timeoutSeconds), so only a connection that died silently is cut.
const STREAM_SILENCE_MS = 300_000;
const JSON_TYPE = 'application/json';

/**
 * Returns a client with up to `connections` parallel calls; more of them wait, and watches do not count.
 * What stands before the slash of `userAgent` becomes the manager of the fields that are written.
 */
export function createApiClient(
  connection: ApiConnection,
  connections = 64,
  userAgent?: string,
): ApiClient {
  const connect = { ca: connection.ca };
  const agent = new Agent({ connections, connect });
  // A watch holds its connection for minutes, and must not keep calls waiting.
  const streams = new Agent({ connect });
  const identity = {
    authorization: `Bearer ${connection.token}`,
    ...(userAgent && { 'user-agent': userAgent }),
  };

  async function send<T>(call: ApiCall): Promise<T> {
    const answer = await request(connection.server + call.path, {
      dispatcher: agent,
      method: call.method,
      headers: {
        ...identity,
        accept: call.accept ?? JSON_TYPE,
        'content-type': call.contentType ?? JSON_TYPE,
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: CALL_TIMEOUT_MS,
      ...(call.signal && { signal: call.signal }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400) throw toError(answer.statusCode, text);
    return (isJson(text) ? JSON.parse(text) : text) as T;
  }

  async function* lines(
    path: string,
    signal: AbortSignal,
    accept: string = JSON_TYPE,
  ) {
    const answer = await request(connection.server + path, {
      dispatcher: streams,
      headers: { ...identity, accept },
      signal,
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: STREAM_SILENCE_MS,
    });
    if (answer.statusCode >= 400)
      throw toError(answer.statusCode, await answer.body.text());
    let rest = '';
    answer.body.setEncoding('utf8');
    for await (const chunk of answer.body as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }

  const close = async () => {
    await Promise.all([agent.destroy(), streams.destroy()]);
  };
  return { send, lines, close };
}

function toError(status: number, text: string): ApiStatusError {
  const short = text.slice(0, 500);
  if (!isJson(text)) return new ApiStatusError(status, short);
  const answer = JSON.parse(text) as StatusAnswer;
  return new ApiStatusError(status, answer.message ?? short, answer);
}

function isJson(text: string): boolean {
  return text.startsWith('{');
}
