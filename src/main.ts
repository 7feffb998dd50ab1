#!/usr/bin/env node
import 'reflect-metadata';

import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Connection } from './cluster/connection.js';
import { createCluster } from './cluster/create-cluster.js';
import { createSchema } from './schema.js';
import { createServer } from './server/server.js';
import type { Auth } from './server/viewer.js';
import { checkConnection } from './config/check-connection.js';
import { type ClusterSource, connect } from './config/cluster-source.js';
import { toConfig } from './config/config.js';
import { readEnvironment } from './config/env.js';
import {
  authSentence,
  clusterSentence,
  embeddedSentences,
  impersonationSentence,
  startError,
  versionSentence,
} from './config/start-sentences.js';
import { startEmbeddedCluster } from './embedded-cluster.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const print = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { source, demo, ...config } = toConfig(readEnvironment(), {
    homeKubeConfig: join(homedir(), '.kube', 'config'),
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  });
  // The schema is built while an embedded cluster starts.
  const [opened, schema] = await Promise.all([
    open(source, demo, config.server.auth),
    createSchema(),
  ]);
  const cluster = createCluster(opened.connection, config.cluster);
  const server = await createServer({
    ...config.server,
    settings: config.settings,
    cluster,
    schema,
    playgroundFolder: here('../playground'),
  }).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const stop = async () => {
    await server.close();
    await cluster.close();
    await opened.close();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  print(clusterSentence(opened.connection));
  if (opened.kubeconfig) print(embeddedSentences(opened.kubeconfig));
  print(authSentence(config.server.auth));
  if (config.server.playground) print(`The playground is at ${server.url}`);
  print(`The API is at ${server.url}/graphql`);
  print(await versionSentence(cluster));
  const warning =
    config.server.auth.kind === 'oidc' &&
    (await impersonationSentence(cluster));
  if (warning) print(warning);
}

interface Opened {
  connection: Connection;
  /** Of an embedded cluster. */
  kubeconfig?: string;
  close(): Promise<void>;
}

async function open(
  source: ClusterSource,
  demo: boolean,
  auth: Auth,
): Promise<Opened> {
  if (source.kind !== 'embedded') {
    const connection = await connect(source);
    checkConnection(connection, auth);
    return { connection, close: async () => undefined };
  }
  const executable = here('../devcluster/main.js');
  return startEmbeddedCluster({ executable, demo, say: print });
}

main().catch((error: unknown) => {
  process.stderr.write(`${startError(error)}\n`);
  process.exitCode = 1;
});
