import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

import type { Container } from './container.js';
import type { LogBook } from './log-book.js';
import type { LogQuery } from './log-query.js';
import { selectLines, toLogBytes, toLogQuery } from './log-query.js';

export type FindContainer = (
  namespace: string,
  pod: string,
  container: string,
) => Container | undefined;

/** The kubelet's own HTTPS server on loopback, which the API server asks for logs. */
export interface LogServer {
  port: number;
  close(): Promise<void>;
}

/** Starts the server on a free port with a certificate of its own, which nobody is expected to verify. */
export async function startLogServer(find: FindContainer): Promise<LogServer> {
  const certificate = await generate(
    [{ name: 'commonName', value: 'moorage-kubelet' }],
    { keyType: 'ec', algorithm: 'sha256' },
  );
  const server = createServer(
    { key: certificate.private, cert: certificate.cert },
    (request, response) => answer(find, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  find: FindContainer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'https://kubelet');
  const [room, namespace = '', pod = '', name = ''] = url.pathname
    .slice(1)
    .split('/')
    .map(decodeURIComponent);
  if (room !== 'containerLogs') return refuse(response, 404, 'not found');
  const container = find(namespace, pod, name);
  if (!container)
    return refuse(
      response,
      404,
      `container "${name}" in pod "${pod}" is not known here`,
    );
  const query = toLogQuery(url.searchParams);
  const book = query.previous ? container.previousLog : container.log;
  if (book) return writeLog(book, query, response);
  // The wording is the kubelet's; the API server passes it on in a Status of 400.
  const problem = query.previous
    ? `previous terminated container "${name}" in pod "${pod}" not found`
    : `container "${name}" in pod "${pod}" is waiting to start: ${container.whyWaiting}`;
  refuse(response, 400, problem);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}

function writeLog(
  book: LogBook,
  query: LogQuery,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  let left = query.limitBytes ?? Infinity;
  const write = (bytes: Buffer) => {
    response.write(bytes.length > left ? bytes.subarray(0, left) : bytes);
    left -= Math.min(left, bytes.length);
    if (left === 0) response.end();
  };
  for (const line of selectLines(book.lines, query)) {
    if (left === 0) return;
    write(toLogBytes(line, query));
  }
  if (!query.follow || book.ended || left === 0) {
    response.end();
    return;
  }
  const unfollow = book.follow((line) => {
    if (!line) response.end();
    else if (left > 0) write(toLogBytes(line, query));
    if (left === 0) unfollow();
  });
  response.once('close', unfollow);
}
