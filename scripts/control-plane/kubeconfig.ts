import type { User } from './users.js';

const CLUSTER = 'moorage-test';

/** Returns the text of a kubeconfig with a context for each user; the first one is current. It is JSON, which is YAML too. */
export function toKubeconfig(
  server: string,
  ca: string,
  users: readonly User[],
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: CLUSTER,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: users.map(({ context, token }) => ({
      name: context,
      user: { token },
    })),
    contexts: users.map(({ context }) => ({
      name: context,
      context: { cluster: CLUSTER, user: context },
    })),
    'current-context': users[0]?.context,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
