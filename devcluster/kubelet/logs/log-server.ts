import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

import { findLog, type LoggedPod } from './find-log.js';
import type { LogBook } from './log-book.js';
import type { LogQuery } from './log-query.js';
import { selectLines, toLogBytes, toLogQuery } from './log-query.js';

export type FindPod = (namespace: string, pod: string) => LoggedPod | undefined;

/** The kubelet's own HTTPS server on loopback, which the API server asks for logs. */
export interface LogServer {
  port: number;
  close(): Promise<void>;
}

/** Starts the server on a free port with a certificate of its own, which nobody is expected to verify. */
export async function startLogServer(find: FindPod): Promise<LogServer> {
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
  find: FindPod,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'https://kubelet');
  const [room, namespace = '', pod = '', name = ''] = url.pathname
    .slice(1)
    .split('/')
    .map(decodeURIComponent);
  if (room !== 'containerLogs')
    return refuse(response, { status: 404, text: '404 page not found' });
  const query = toLogQuery(url.searchParams);
  const found = findLog(find(namespace, pod), pod, name, query.previous);
  if ('status' in found) refuse(response, found);
  else writeLog(found, query, response);
}

function refuse(
  response: ServerResponse,
  { status, text }: { status: number; text: string },
): void {
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
  if (!query.follow || query.isErrors || book.ended || left === 0) {
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
