import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { type Connection, ConnectionError } from '../src/cluster/connection.js';
import { connect, toClusterSource } from '../src/config/cluster-source.js';
import { inheritedEnvironment, readEnvironment } from '../src/config/env.js';
import { startError } from '../src/config/start-sentences.js';
import { ApplyError, applyManifests } from './setup/apply-manifests.js';
import { readManifests } from './setup/read-manifests.js';
import {
  headSentence,
  outcomeLine,
  refusedSentence,
  skippedSentence,
} from './setup/setup-sentences.js';

// This file runs as dist/scripts/setup-cluster.js.
const FOLDER = fileURLToPath(new URL('../../deploy', import.meta.url));

const { values } = parseArgs({
  options: {
    /** Only asks the cluster what would happen. */
    'dry-run': { type: 'boolean', default: false },
  },
});

/** Applies deploy/ to the cluster of KUBECONFIG and MOORAGE_CONTEXT, and says what became of each object. */
async function main(): Promise<void> {
  const connection = await openCluster();
  const dryRun = values['dry-run'];
  const skipped = new Set<string>();
  console.log(headSentence(connection, dryRun));
  await applyManifests(connection, readManifests(FOLDER), {
    dryRun,
    onApplied(manifest, outcome) {
      if (outcome === 'skipped') skipped.add(manifest.kind);
      console.log(outcomeLine(manifest, outcome, dryRun));
    },
  });
  if (skipped.size > 0) console.log(skippedSentence([...skipped]));
}

async function openCluster(): Promise<Connection> {
  const source = toClusterSource(readEnvironment(), 'auto', {
    homeKubeConfig: join(homedir(), '.kube', 'config'),
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  });
  if (source.kind !== 'embedded')
    return connect(source, {
      environment: inheritedEnvironment(),
      tell: console.error,
    });
  throw new ConnectionError(
    'There is no cluster to set up: set KUBECONFIG to its kubeconfig file, and MOORAGE_CONTEXT to another context than the current one. The embedded cluster of `npm start` has its roles already.',
  );
}

try {
  await main();
} catch (error) {
  console.error(
    error instanceof ApplyError ? refusedSentence(error) : startError(error),
  );
  process.exitCode = 1;
}
