import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Connection, ConnectionError } from './connection.js';

/** What a pod knows of its own cluster. folder holds token and ca.crt. */
export interface InClusterFacts {
  host?: string;
  port?: string;
  folder: string;
}

/** Whether this process seems to run in a pod. */
export function isInCluster(facts: InClusterFacts): boolean {
  return facts.host !== undefined && existsSync(join(facts.folder, 'token'));
}

/** The connection of a pod, by its service account. Throws ConnectionError naming what is missing. */
export function inClusterConnection(facts: InClusterFacts): Connection {
  if (!facts.host || !facts.port) {
    throw new ConnectionError(
      'MOORAGE_CLUSTER=in-cluster works in a pod only: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set here. Set KUBECONFIG to reach a cluster from outside.',
    );
  }
  const host = facts.host.includes(':') ? `[${facts.host}]` : facts.host;
  const tokenFile = join(facts.folder, 'token');
  readable(tokenFile, 'the service account token');
  return {
    source: 'IN_CLUSTER',
    name: 'in-cluster',
    server: `https://${host}:${facts.port}`,
    ca: readable(
      join(facts.folder, 'ca.crt'),
      'the certificate authority of the cluster',
    ),
    insecure: false,
    own: { tokenFile },
  };
}

function readable(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConnectionError(
      `${what} cannot be read at ${file}: mount the pod's service account (automountServiceAccountToken: true).`,
      { cause },
    );
  }
}
