import { parseArgs } from 'node:util';

import { IdentityFolder } from './identity-folder.js';
import { toKubeconfig } from './kubeconfig.js';
import { PlainError } from './process/plain-error.js';
import { runCommand } from './process/run-command.js';
import { say } from './process/say.js';
import { Stopper } from './process/stopper.js';
import { applyFolder } from './seed/apply-folder.js';
import { plantDemo } from './seed/plant-demo.js';
import { type DevCluster, startDevCluster } from './start-dev-cluster.js';

const CLUSTER = 'moorage-devcluster';

const { values, positionals: command } = parseArgs({
  allowPositionals: true,
  options: {
    /** Prints one line of JSON when ready, and ends when the standard input does. */
    embedded: { type: 'boolean', default: false },
    /** Where the identity is kept; a temporary folder when left out. */
    folder: { type: 'string' },
    port: { type: 'string', default: '0' },
    /** A folder of YAML files that are applied before anybody else comes. */
    apply: { type: 'string' },
    /** Fills the cluster with two tenants to look at. */
    demo: { type: 'boolean', default: false },
  },
});

const folder = new IdentityFolder(values.folder);
const stopper = new Stopper();

/** Serves until it is told to stop, or as long as the command runs; returns the exit code. */
async function main(): Promise<number> {
  const identity = await folder.identity();
  const { ca } = identity.certificates;
  const cluster = await startDevCluster({
    identity,
    port: Number(values.port),
    log: say,
  });
  try {
    const kubeconfig = toKubeconfig(CLUSTER, cluster.url, ca, identity.people);
    folder.writeKubeconfig(kubeconfig);
    const token = identity.people[0]?.token ?? '';
    const client = { server: cluster.url, ca, token, log: say };
    if (values.apply) await applyFolder({ ...client, folder: values.apply });
    if (values.demo) void plantDemo(client);
    if (command.length > 0)
      return await runCommand(command, toEnvironment(), stopper);
    announce(cluster, { ca, token });
    await new Promise<void>((resolve) => {
      stopper.onSignal(() => resolve());
      if (values.embedded) process.stdin.once('end', resolve).resume();
    });
    return 0;
  } finally {
    await cluster.close();
    folder.remove();
  }
}

function announce(
  { url }: DevCluster,
  { ca, token }: { ca: string; token: string },
): void {
  const { kubeconfig } = folder;
  if (values.embedded)
    console.log(JSON.stringify({ server: url, ca, token, kubeconfig }));
  else
    say(`
The dev cluster is ready at ${url}. It imitates Kubernetes in memory, for trying and testing. To use it from another terminal:

  export KUBECONFIG=${kubeconfig}
  kubectl get nodes

Contexts: admin, reader, alice, bob, carol, dave, mallory. What is not imitated: devcluster/README.md
Stop it with Ctrl-C; everything it holds is gone then.
`);
}

function toEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    KUBECONFIG: folder.kubeconfig,
    MOORAGE_PLANE: 'embedded',
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
