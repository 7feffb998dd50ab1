import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';

import type { Connection } from '../cluster/connection.js';
import {
  inClusterConnection,
  type InClusterFacts,
  isInCluster,
} from '../cluster/in-cluster.js';
import { kubeConfigConnection } from '../cluster/kube-config.js';
import { ConfigError } from './config-error.js';
import type { Environment } from './env.js';

/** Where the cluster is looked up. */
export type ClusterSource =
  | { kind: 'kubeconfig'; files: string[]; context?: string }
  | { kind: 'in-cluster'; facts: InClusterFacts }
  | { kind: 'embedded' };

/** Where a machine and a pod keep what the environment does not say. */
export interface Surroundings {
  homeKubeConfig: string;
  serviceAccountFolder: string;
}

/** Decides once where the cluster is found. Throws a ConfigError with one sentence. */
export function toClusterSource(
  env: Environment,
  wanted: 'auto' | 'embedded' | 'kubeconfig' | 'in-cluster' = 'auto',
  { homeKubeConfig, serviceAccountFolder }: Surroundings,
): ClusterSource {
  const facts = {
    host: env.KUBERNETES_SERVICE_HOST,
    port: env.KUBERNETES_SERVICE_PORT,
    folder: serviceAccountFolder,
  };
  const files =
    wanted === 'in-cluster' || wanted === 'embedded'
      ? []
      : kubeConfigFiles(env.KUBECONFIG, homeKubeConfig);
  if (files.length > 0)
    return { kind: 'kubeconfig', files, context: env.MOORAGE_CONTEXT };
  if (wanted === 'kubeconfig') {
    throw new ConfigError(
      `MOORAGE_CLUSTER=kubeconfig needs a kubeconfig: set KUBECONFIG, or make ${homeKubeConfig}.`,
    );
  }
  const isEmbedded =
    wanted === 'embedded' || (wanted === 'auto' && !isInCluster(facts));
  if (env.MOORAGE_CONTEXT !== undefined) {
    throw new ConfigError(
      `MOORAGE_CONTEXT chooses a context of a kubeconfig, but the cluster is ${isEmbedded ? 'the embedded one' : 'found as a pod (in-cluster)'}: remove one of the two.`,
    );
  }
  return isEmbedded ? { kind: 'embedded' } : { kind: 'in-cluster', facts };
}

/** Makes the connection to a cluster that runs by itself. Throws a ConnectionError with one sentence. */
export async function connect(
  source: Exclude<ClusterSource, { kind: 'embedded' }>,
): Promise<Connection> {
  if (source.kind === 'in-cluster') return inClusterConnection(source.facts);
  return kubeConfigConnection(source.files, source.context);
}

function kubeConfigFiles(
  list: string | undefined,
  homeKubeConfig: string,
): string[] {
  if (list === undefined)
    return existsSync(homeKubeConfig) ? [homeKubeConfig] : [];
  const files = list.split(delimiter).filter((file) => file !== '');
  const missing = files.find((file) => !existsSync(file));
  if (missing === undefined) return files;
  throw new ConfigError(`KUBECONFIG names ${missing}, which does not exist.`);
}
