#!/usr/bin/env node
import 'reflect-metadata';

import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createCluster } from './cluster/create-cluster.js';
import { createSchema } from './schema.js';
import { createServer } from './server/server.js';
import { connect } from './config/cluster-source.js';
import { toConfig } from './config/config.js';
import { readEnvironment } from './config/env.js';
import {
  clusterSentence,
  startError,
  versionSentence,
} from './config/start-sentences.js';

async function main(): Promise<void> {
  const config = toConfig(readEnvironment(), {
    homeKubeConfig: join(homedir(), '.kube', 'config'),
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  });
  const cluster = createCluster(await connect(config.source), config.cluster);
  const schema = await createSchema();
  const playgroundFolder = fileURLToPath(
    new URL('../playground', import.meta.url),
  );
  const server = await createServer({
    ...config.server,
    settings: config.settings,
    cluster,
    schema,
    playgroundFolder,
  });
  const stop = async () => {
    await server.close();
    await cluster.close();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  process.stdout.write(
    `${clusterSentence(cluster.connection)}\nThe playground is at ${server.url}\n`,
  );
  process.stdout.write(`${await versionSentence(cluster)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${startError(error)}\n`);
  process.exitCode = 1;
});
