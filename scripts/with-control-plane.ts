import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PlainError } from '../devcluster/process/plain-error.js';
import { runCommand } from '../devcluster/process/run-command.js';
import { say } from '../devcluster/process/say.js';
import { Stopper } from '../devcluster/process/stopper.js';
import { findOrBuildBinary } from './control-plane/binary.js';
import { ControlPlane } from './control-plane/control-plane.js';
import { applyManifests } from './setup/apply-manifests.js';
import { readManifests } from './setup/read-manifests.js';

// This file runs as dist/scripts/with-control-plane.js.
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Starts the control plane, runs the command with it or waits for Ctrl-C, tears down, and returns the exit code. */
async function main(
  command: readonly string[],
  stopper: Stopper,
): Promise<number> {
  const binary = await findOrBuildBinary(
    join(root, 'controlplane'),
    stopper.signal,
  );
  const plane = new ControlPlane(binary, stopper.signal);
  try {
    const {
      MOORAGE_CONTROLPLANE_APISERVER_ARGS,
      MOORAGE_CONTROLPLANE_WITHOUT,
    } = process.env;
    await plane.start({
      apiserverArgs: toWords(MOORAGE_CONTROLPLANE_APISERVER_ARGS, ' '),
      without: toWords(MOORAGE_CONTROLPLANE_WITHOUT, ','),
    });
    await setUp(plane);
    if (command.length === 0) return await serve(plane, stopper);
    plane.death.catch((error: Error) => say(error.message));
    return await runCommand(command, toEnvironment(plane), stopper);
  } finally {
    await plane.stop();
  }
}

/** Gives it the roles and policies of deploy/, as `npm run setup-cluster` would. */
async function setUp(plane: ControlPlane): Promise<void> {
  const connection = {
    source: 'KUBECONFIG' as const,
    name: 'admin',
    server: plane.server,
    ca: readFileSync(plane.data.ca, 'utf8'),
    insecure: false,
    own: { token: plane.people[0]?.token },
  };
  await applyManifests(connection, readManifests(join(root, 'deploy')), {
    dryRun: false,
    onApplied: () => undefined,
  });
}

async function serve(plane: ControlPlane, stopper: Stopper): Promise<number> {
  say(`
The control plane is ready at ${plane.server}. To use it from another terminal:

  export KUBECONFIG=${plane.data.kubeconfig}
  kubectl get nodes

Contexts: ${plane.people.map((user) => user.context).join(', ')}. Logs: ${plane.data.path}/*.log
Stop it with Ctrl-C; everything it holds is gone then.
`);
  const stopped = new Promise<number>((resolve) =>
    stopper.onSignal(() => resolve(0)),
  );
  return Promise.race([stopped, plane.death]);
}

function toWords(text: string | undefined, separator: string): string[] {
  return (text ?? '').split(separator).filter(Boolean);
}

function toEnvironment(plane: ControlPlane): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KUBECONFIG: plane.data.kubeconfig,
    MOORAGE_CONTROLPLANE_DIR: plane.data.path,
    MOORAGE_CONTROLPLANE_PIDS: JSON.stringify(plane.pids),
  };
}

const stopper = new Stopper();
try {
  process.exitCode = await main(process.argv.slice(2), stopper);
} catch (error) {
  const { received } = stopper;
  if (!received)
    say(
      error instanceof PlainError
        ? error.message
        : String((error as Error).stack),
    );
  process.exitCode = received ? 128 + constants.signals[received] : 1;
}
