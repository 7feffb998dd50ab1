import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';

import { ensureClusterRoles } from './cluster-roles.js';
import { type ControlPlane, openControlPlane } from './control-plane.js';
import { type CountingProxy, startCountingProxy } from './counting-proxy.js';
import { startServer } from './start-server.js';

export interface Answer<T> {
  status: number;
  data: T;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string } & Record<string, unknown>;
  }[];
  extensions?: {
    cluster: {
      requests: number;
      lists: { kind: string; count: number; milliseconds: number }[];
    };
  };
}

/** A user of the kubeconfig by name, or whoever a token belongs to; without a token it is nobody. */
export type Caller = string | { token?: string };

/** Moorage in front of the control plane, with a counting proxy between the two. Callers are named by the users of the kubeconfig. */
export interface Api {
  url: string;
  /** Of the server's process. */
  pid: number;
  plane: ControlPlane;
  proxy: CountingProxy;
  run<T = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    user?: Caller,
  ): Promise<Answer<T>>;
  stop(): Promise<void>;
  /** Ends the server at once, as a machine that loses its power would. */
  kill(): Promise<void>;
}

/** Starts the built server in token mode; `own` is who the server itself is. */
export async function startApi(
  env: Record<string, string> = {},
  own: Caller = 'admin',
): Promise<Api> {
  const plane = openControlPlane();
  await ensureClusterRoles(plane);
  const proxy = await startCountingProxy(plane.server, plane.ca);
  const folder = mkdtempSync(join(tmpdir(), 'moorage-test-'));
  const file = join(folder, 'kubeconfig');
  const tokenOf = (caller: Caller) =>
    typeof caller === 'string' ? plane.token(caller) : caller.token;
  writeFileSync(file, kubeConfig(proxy.url, tokenOf(own)));
  const server = await startServer({
    env: { KUBECONFIG: file, MOORAGE_AUTH: 'token', ...env },
  });
  return {
    url: server.url,
    pid: server.pid,
    plane,
    proxy,
    async run<T>(
      query: string,
      variables: Record<string, unknown> = {},
      user: Caller = 'admin',
    ) {
      const token = tokenOf(user);
      const answer = await request(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      return {
        status: answer.statusCode,
        ...((await answer.body.json()) as Omit<Answer<T>, 'status'>),
      };
    },
    kill: () => server.kill(),
    async stop() {
      await server.stop();
      await proxy.close();
      await plane.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function kubeConfig(server: string, token?: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'proxy',
    clusters: [{ name: 'proxy', cluster: { server } }],
    users: [{ name: 'own', user: { token } }],
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'own' } }],
  });
}
