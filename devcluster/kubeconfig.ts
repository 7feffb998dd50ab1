import type { Person } from './people.js';

/** Returns the text of a kubeconfig with a context for each person; the first one is current. It is JSON, which is YAML too. */
export function toKubeconfig(
  cluster: string,
  server: string,
  ca: string,
  people: readonly Person[],
): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: cluster,
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: people.map(({ context, token }) => ({
      name: context,
      user: { token },
    })),
    contexts: people.map(({ context }) => ({
      name: context,
      context: { cluster, user: context },
    })),
    'current-context': people[0]?.context,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
