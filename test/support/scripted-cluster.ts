import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One request that arrived. */
export interface Arrived {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | undefined;
  /** Every value of every header field, by its name in small letters. */
  headers: Partial<Record<string, string[]>>;
  body: string;
}

export type Script = (arrived: Arrived, response: ServerResponse) => void;

/** An HTTP server that stands in for a cluster and answers as its script says. */
export interface ScriptedCluster {
  url: string;
  /** A kubeconfig of its own, with the token `own`. */
  kubeconfig: string;
  arrived: Arrived[];
  script: Script;
  close(): Promise<void>;
  /** Listens again on the same port. */
  reopen(): Promise<void>;
  remove(): void;
}

/** Answers with JSON. */
export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));
}

/** What a healthy cluster says to the questions of these tests. */
export const healthy: Script = ({ path }, response) => {
  if (path === '/version')
    return answer(response, 200, { gitVersion: 'v1.37.2' });
  if (path.endsWith('/selfsubjectreviews'))
    return answer(response, 201, {
      status: { userInfo: { username: 'somebody' } },
    });
  if (path === '/api/v1/nodes')
    return answer(response, 200, { metadata: {}, items: [] });
  if (path === '/readyz') return void response.end('ok');
  answer(response, 404, {
    kind: 'Status',
    reason: 'NotFound',
    message: 'not found',
  });
};

/** Starts a scripted cluster on a free port. */
export async function startScriptedCluster(): Promise<ScriptedCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'moorage-scripted-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const listener = createServer(
    (request, response) => void receive(request, response),
  );
  const listen = (port: number) =>
    new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  const cluster: ScriptedCluster = {
    url: `http://127.0.0.1:${port}`,
    kubeconfig,
    arrived: [],
    script: healthy,
    async close() {
      listener.closeAllConnections();
      if (listener.listening)
        await new Promise((resolve) => listener.close(resolve));
    },
    reopen: () => listen(port),
    remove: () => rmSync(folder, { recursive: true }),
  };
  writeFileSync(kubeconfig, toKubeConfig(cluster.url));
  return cluster;

  async function receive(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { pathname: path, searchParams: query } = new URL(
      request.url ?? '/',
      cluster.url,
    );
    const entry = {
      method: request.method ?? '',
      path,
      query,
      authorization: request.headers.authorization,
      headers: request.headersDistinct,
      body,
    };
    cluster.arrived.push(entry);
    cluster.script(entry, response);
  }
}

function toKubeConfig(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'scripted',
    clusters: [{ name: 'scripted', cluster: { server } }],
    users: [{ name: 'own', user: { token: 'own' } }],
    contexts: [
      { name: 'scripted', context: { cluster: 'scripted', user: 'own' } },
    ],
  });
}
