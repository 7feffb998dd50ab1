import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';

import type { Connection } from '../cluster/connection.js';
import {
  inClusterConnection,
  type InClusterFacts,
  isInCluster,
} from '../cluster/in-cluster.js';
import {
  type KubeConfigChoice,
  kubeConfigConnection,
} from '../cluster/kube-config.js';
import type { PluginSurroundings } from '../cluster/kube-config-user.js';
import { ConfigError } from './config-error.js';
import type { Environment } from './env.js';

/** Where the cluster is looked up. */
export type ClusterSource =
  | ({ kind: 'kubeconfig' } & KubeConfigChoice)
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
  const context = env.MOORAGE_CONTEXT;
  const server = env.MOORAGE_CLUSTER_SERVER;
  if (files.length > 0) return { kind: 'kubeconfig', files, context, server };
  if (wanted === 'kubeconfig') {
    throw new ConfigError(
      `MOORAGE_CLUSTER=kubeconfig needs a kubeconfig: set KUBECONFIG, or make ${homeKubeConfig}.`,
    );
  }
  const isEmbedded =
    wanted === 'embedded' || (wanted === 'auto' && !isInCluster(facts));
  const found = `but the cluster is ${isEmbedded ? 'the embedded one' : 'found as a pod (in-cluster)'}: remove one of the two.`;
  if (context !== undefined)
    throw new ConfigError(
      `MOORAGE_CONTEXT chooses a context of a kubeconfig, ${found}`,
    );
  if (server !== undefined)
    throw new ConfigError(
      `MOORAGE_CLUSTER_SERVER takes the place of the address in a kubeconfig, ${found}`,
    );
  return isEmbedded ? { kind: 'embedded' } : { kind: 'in-cluster', facts };
}

/** Makes the connection to a cluster that runs by itself. Throws a ConnectionError with one sentence. */
export function connect(
  source: Exclude<ClusterSource, { kind: 'embedded' }>,
  surroundings: Omit<PluginSurroundings, 'cluster'>,
): Connection {
  return source.kind === 'in-cluster'
    ? inClusterConnection(source.facts)
    : kubeConfigConnection(source, surroundings);
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
