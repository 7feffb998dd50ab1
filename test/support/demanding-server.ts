import { once } from 'node:events';
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
} from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

export interface Certificate {
  cert: string;
  key: string;
}

/** What a request showed of its sender. */
export interface Seen {
  url: string;
  headers: IncomingMessage['headers'];
  certificate: string | undefined;
}

export interface DemandingServer {
  url: string;
  seen: Seen[];
  close(): Promise<void>;
}

/** A certificate that is its own authority. */
export async function certificateOf(
  commonName: string,
  more: Parameters<typeof generate>[1] = {},
): Promise<Certificate> {
  const { cert, private: key } = await generate(
    [{ name: 'commonName', value: commonName }],
    { keySize: 2048, ...more },
  );
  return { cert, key };
}

/** An API server with empty lists for whoever it accepts, and 401 for the others. With clients it speaks only to who shows that
 * certificate; without tls it speaks plain HTTP. */
export async function startDemandingServer({
  tls,
  clients,
  accepts = () => true,
}: {
  tls?: Certificate;
  clients?: string;
  accepts?: (seen: Seen) => boolean;
}): Promise<DemandingServer> {
  const seen: Seen[] = [];
  const answer = (request: IncomingMessage): [number, string] => {
    const { url = '', headers, socket } = request;
    const subject =
      'getPeerCertificate' in socket
        ? (socket as TLSSocket).getPeerCertificate().subject
        : undefined;
    const one = { url, headers, certificate: [subject?.CN].flat()[0] };
    seen.push(one);
    return accepts(one)
      ? [200, '{"metadata":{},"items":[]}']
      : [401, '{"kind":"Status","code":401,"reason":"Unauthorized"}'];
  };
  const handle: Parameters<typeof createPlainServer>[1] = (
    request,
    response,
  ) => {
    const [status, body] = answer(request);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body);
  };
  const server: Server = tls
    ? createServer(
        {
          ...tls,
          ...(clients && { ca: [clients] }),
          requestCert: true,
          rejectUnauthorized: clients !== undefined,
        },
        handle,
      )
    : createPlainServer(handle);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
