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

/** An answer of the API server that is not a success; network failures are errors of undici. */
export class ApiStatusError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
}

/** A few lines of Kubernetes client: JSON calls and lines of a watch. Close it when done. */
export interface ApiClient {
  /** Sends one call and returns the parsed answer; throws ApiStatusError on any status of 400 or more. */
  send<T>(call: ApiCall): Promise<T>;
  /** Yields the lines of a streamed answer until the server ends it or the signal aborts it. */
  lines(path: string, signal: AbortSignal): AsyncGenerator<string>;
  close(): Promise<void>;
}

const CALL_TIMEOUT_MS = 30_000;
// Longer than a watch lives (timeoutSeconds), so only a connection that died silently is cut.
const STREAM_SILENCE_MS = 300_000;

/** Returns a client with up to `connections` parallel connections. */
export function createApiClient(
  connection: ApiConnection,
  connections = 64,
): ApiClient {
  const agent = new Agent({ connections, connect: { ca: connection.ca } });
  const authorization = `Bearer ${connection.token}`;

  async function send<T>(call: ApiCall): Promise<T> {
    const answer = await request(connection.server + call.path, {
      dispatcher: agent,
      method: call.method,
      headers: {
        authorization,
        accept: 'application/json',
        'content-type': call.contentType ?? 'application/json',
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: CALL_TIMEOUT_MS,
      ...(call.signal && { signal: call.signal }),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 400)
      throw new ApiStatusError(answer.statusCode, text.slice(0, 500));
    return (isJson(text) ? JSON.parse(text) : text) as T;
  }

  async function* lines(path: string, signal: AbortSignal) {
    const answer = await request(connection.server + path, {
      dispatcher: agent,
      headers: { authorization, accept: 'application/json' },
      signal,
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout: STREAM_SILENCE_MS,
    });
    if (answer.statusCode >= 400)
      throw new ApiStatusError(answer.statusCode, await answer.body.text());
    let rest = '';
    answer.body.setEncoding('utf8');
    for await (const chunk of answer.body as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  }

  return { send, lines, close: () => agent.destroy() };
}

function isJson(text: string): boolean {
  return text.startsWith('{');
}
