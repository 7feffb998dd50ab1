#!/usr/bin/env node
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Auth } from './server/viewer.js';
import { checkConnection } from './config/check-connection.js';
import { type ClusterSource, connect } from './config/cluster-source.js';
import { toConfig } from './config/config.js';
import { inheritedEnvironment, readEnvironment } from './config/env.js';
import { startError } from './config/start-sentences.js';
import { startEmbeddedCluster } from './embedded-cluster.js';
import type { Opened } from './serve.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const print = (text: string) => void process.stdout.write(`${text}\n`);
const complain = (text: string) => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  const { source, demo, ...config } = toConfig(readEnvironment(), {
    homeKubeConfig: join(homedir(), '.kube', 'config'),
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  });
  const opening = open(source, demo, config.server.auth);
  const options = { ...config, playgroundFolder: here('../playground') };
  // The rest of the program is loaded while an embedded cluster starts.
  const serving = import('./serve.js').then(({ serve }) =>
    serve(opening, options),
  );
  await Promise.all([opening, serving]);
}

async function open(
  source: ClusterSource,
  demo: boolean,
  auth: Auth,
): Promise<Opened> {
  if (source.kind !== 'embedded') {
    const connection = connect(source, {
      environment: inheritedEnvironment(),
      tell: complain,
    });
    checkConnection(connection, auth);
    return { connection, close: async () => undefined };
  }
  const executable = here('../devcluster/main.js');
  const setup = here('../../deploy');
  return startEmbeddedCluster({ executable, setup, demo, say: print });
}

main().catch((error: unknown) => {
  complain(startError(error));
  process.exitCode = 1;
});
