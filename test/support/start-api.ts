import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';

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

/** Moorage in front of the control plane, with a counting proxy between the two. Callers are named by the users of the kubeconfig. */
export interface Api {
  url: string;
  plane: ControlPlane;
  proxy: CountingProxy;
  run<T = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    user?: string,
  ): Promise<Answer<T>>;
  /** With a token as it is, instead of a user's. */
  runWith<T = Record<string, never>>(
    token: string,
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer<T>>;
  stop(): Promise<void>;
}

/** Starts the built server in token mode, with the given token (or admin's) as its own. */
export async function startApi(
  env: Record<string, string> = {},
  own?: string,
): Promise<Api> {
  const plane = openControlPlane();
  const proxy = await startCountingProxy(plane.server, plane.ca);
  const folder = mkdtempSync(join(tmpdir(), 'moorage-test-'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeConfig(proxy.url, own ?? plane.token('admin')));
  const server = await startServer({
    env: { KUBECONFIG: file, MOORAGE_AUTH: 'token', ...env },
  });
  const api: Api = {
    url: server.url,
    plane,
    proxy,
    run: (query, variables, user = 'admin') =>
      api.runWith(plane.token(user), query, variables),
    async runWith<T>(
      token: string,
      query: string,
      variables: Record<string, unknown> = {},
    ) {
      const answer = await request(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ query, variables }),
      });
      return {
        status: answer.statusCode,
        ...((await answer.body.json()) as Omit<Answer<T>, 'status'>),
      };
    },
    async stop() {
      await server.stop();
      await proxy.close();
      await plane.close();
      rmSync(folder, { recursive: true });
    },
  };
  return api;
}

function kubeConfig(server: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'proxy',
    clusters: [{ name: 'proxy', cluster: { server } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'admin' } }],
  });
}
