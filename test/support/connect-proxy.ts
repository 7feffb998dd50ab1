import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ConnectProxy {
  port: number;
  /** host:port of each tunnel, and what its opener proved itself with. */
  tunnels: { to: string; authorization: string | undefined }[];
  close(): Promise<void>;
}

/** An HTTP proxy that opens tunnels for whoever it accepts, and answers 407 to the others. */
export async function startConnectProxy(
  accepts: (authorization: string | undefined) => boolean = () => true,
): Promise<ConnectProxy> {
  const tunnels: ConnectProxy['tunnels'] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => {
    response.writeHead(400).end();
  });
  server.on('connect', (request, socket: Socket) => {
    const to = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    tunnels.push({ to, authorization });
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (!accepts(authorization))
      return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const { hostname, port } = new URL(`http://${to}`);
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    tunnels,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
