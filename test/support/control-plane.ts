import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';

interface KubeConfigFile {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: { name: string; user: { token: string } }[];
}

/** The control plane that the tests run against: its address and the tokens of its users. */
export interface ControlPlane {
  server: string;
  ca: string;
  token(user: string): string;
  /** A raw call as admin, outside of Moorage. Throws on an answer of 400 or more. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    contentType?: string,
  ): Promise<T>;
  close(): Promise<void>;
}

/** Reads KUBECONFIG, which `npm run devcluster -- COMMAND` and `npm run controlplane -- COMMAND` set. */
export function openControlPlane(): ControlPlane {
  const file = process.env.KUBECONFIG;
  if (!file)
    throw new Error(
      'These tests need a control plane: run them through `npm test` or `npm run test:real`.',
    );
  const config = parse(readFileSync(file, 'utf8')) as KubeConfigFile;
  const cluster = config.clusters[0]?.cluster;
  if (!cluster) throw new Error('The kubeconfig has no cluster.');
  const ca = Buffer.from(
    cluster['certificate-authority-data'],
    'base64',
  ).toString();
  const agent = new Agent({ connections: 16, connect: { ca } });
  const token = (user: string) => {
    const found = config.users.find(({ name }) => name === user)?.user.token;
    if (!found) throw new Error(`The kubeconfig has no user "${user}".`);
    return found;
  };
  return {
    server: cluster.server,
    ca,
    token,
    async call<T>(
      method: string,
      path: string,
      body?: unknown,
      contentType = 'application/json',
    ) {
      const answer = await request(`${cluster.server}${path}`, {
        dispatcher: agent,
        method: method as 'GET',
        headers: {
          authorization: `Bearer ${token('admin')}`,
          'content-type': contentType,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 400)
        throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      return JSON.parse(text) as T;
    },
    close: () => agent.destroy(),
  };
}

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${Math.random().toString(36).slice(2, 8)}`;
}
