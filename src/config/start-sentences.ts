import type { Cluster } from '../cluster/cluster.js';
import { type Connection, ConnectionError } from '../cluster/connection.js';
import { ConfigError } from './config-error.js';

const SOURCES: Record<Connection['source'], string> = {
  EMBEDDED: 'embedded',
  KUBECONFIG: 'from the kubeconfig',
  IN_CLUSTER: 'the one that this pod runs in',
};

/** Which cluster the server talks to. */
export function clusterSentence({ name, server, source }: Connection): string {
  return `Moorage serves the cluster "${name}" at ${server} (${SOURCES[source]}).`;
}

/** What an embedded cluster is, for somebody who did not ask for one. `kubeconfig` is the file of its own. */
export function embeddedSentences(kubeconfig: string): string {
  return `
  This is the EMBEDDED cluster: it imitates Kubernetes in memory. No container runs, and everything in it is gone when
  this process ends. It is for trying and testing.

  To look into it with kubectl:   export KUBECONFIG=${kubeconfig}
  To serve a real cluster:        set KUBECONFIG to its kubeconfig file and start again

`;
}

/** The cluster's version, or that it does not answer within two seconds: the server runs all the same. */
export async function versionSentence(
  cluster: Pick<Cluster, 'version'>,
): Promise<string> {
  try {
    return `The cluster answers: Kubernetes ${await cluster.version(AbortSignal.timeout(2_000))}.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    return `The cluster does not answer yet (${reason}); /readyz tells when it does.`;
  }
}

/** Why the server does not start: one sentence for what the operator can change, the stack for the rest. */
export function startError(error: unknown): string {
  if (error instanceof ConfigError || error instanceof ConnectionError)
    return error.message;
  const {
    code,
    port,
    address,
    hostname = address,
  } = error as NodeJS.ErrnoException & Record<string, unknown>;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} of ${String(hostname)} is in use: set PORT to another one, or stop what listens there.`;
    case 'EACCES':
      return `Port ${String(port)} may not be opened by this user: set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `This machine has no address ${String(hostname)}: set HOST to one that it has.`;
    default:
      return error instanceof Error
        ? (error.stack ?? error.message)
        : 'The server could not start.';
  }
}
