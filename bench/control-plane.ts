import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';

interface KubeConfigFile {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: { name: string; user: { token: string } }[];
}

/** The raw API of the control plane, as its admin. */
export interface RawApi {
  call(
    this: void,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<string>;
  close(): Promise<void>;
}

/** Opens the control plane of a kubeconfig; of KUBECONFIG, which the launcher sets, when none is named. */
export function openRawApi(file = process.env.KUBECONFIG ?? ''): RawApi {
  const config = parse(readFileSync(file, 'utf8')) as KubeConfigFile;
  const { server, 'certificate-authority-data': ca } =
    config.clusters[0]!.cluster;
  const { token } = config.users.find(({ name }) => name === 'admin')!.user;
  const agent = new Agent({
    connections: 16,
    connect: { ca: Buffer.from(ca, 'base64').toString() },
  });
  return {
    async call(method, path, body) {
      const answer = await request(`${server}${path}`, {
        dispatcher: agent,
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 400)
        throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
      return text;
    },
    close: () => agent.destroy(),
  };
}
