import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

import { startControllers } from '../devcluster/controllers/start-controllers.js';
import { runCommand } from '../devcluster/process/run-command.js';
import { say } from '../devcluster/process/say.js';
import { Stopper } from '../devcluster/process/stopper.js';

interface KubeConfigFile {
  clusters: {
    cluster: { server: string; 'certificate-authority-data': string };
  }[];
  users: { user: { token: string } }[];
}

/**
 * Runs a command with the dev cluster's own controllers beside it, on the cluster of KUBECONFIG. With
 * MOORAGE_CONTROLPLANE_WITHOUT=controller-manager,scheduler they take the place of the real ones:
 *
 *   MOORAGE_CONTROLPLANE_WITHOUT=... node dist/scripts/with-control-plane.js node dist/scripts/with-controllers.js COMMAND
 */
async function main(
  command: readonly string[],
  stopper: Stopper,
): Promise<number> {
  const file = readFileSync(process.env.KUBECONFIG ?? '', 'utf8');
  // The kubeconfig of with-control-plane is JSON.
  const { clusters, users } = JSON.parse(file) as KubeConfigFile;
  const { server = '', 'certificate-authority-data': ca = '' } =
    clusters[0]?.cluster ?? {};
  const controllers = startControllers({
    server,
    ca: Buffer.from(ca, 'base64').toString(),
    token: users[0]?.user.token ?? '',
    log: say,
  });
  try {
    return await runCommand(command, process.env, stopper);
  } finally {
    await controllers.stop();
  }
}

const stopper = new Stopper();
process.exitCode = await main(process.argv.slice(2), stopper);
if (stopper.received)
  process.exitCode = 128 + constants.signals[stopper.received];
