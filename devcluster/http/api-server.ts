import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Certificates } from './certificates.js';

export type Handle = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** An HTTPS server on loopback. */
export interface ApiServer {
  /** https://127.0.0.1:PORT */
  url: string;
  close(): Promise<void>;
}

// A client that waits longer between two requests finds its connection closed.
const KEEP_ALIVE_MS = 65_000;

/** Listens on the port, or on a free one for 0. */
export async function startApiServer(
  { key, cert }: Certificates,
  port: number,
  handle: Handle,
): Promise<ApiServer> {
  const server = createServer(
    { key, cert, keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 },
    (request, response) => void handle(request, response),
  );
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${address.port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}
