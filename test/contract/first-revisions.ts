import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { request } from 'undici';

import { server } from './plane.js';

// The first writes of the plane itself, before it is ready: no test knows a revision that early.
const FORGOTTEN = '10';

/**
 * Makes revision 1 too old to be read. The embedded dev cluster knows nothing of it from the start; a real control plane keeps it
 * for about ten minutes, so etcd is told to forget it at once. Only events show it: other kinds are read from memory.
 */
export async function forgetFirstRevisions(): Promise<void> {
  if (process.env.MOORAGE_PLANE === 'embedded') return;
  const answer = await request(`${await findEtcd()}/v3/kv/compaction`, {
    method: 'POST',
    body: JSON.stringify({ revision: FORGOTTEN, physical: true }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 400 && !text.includes('has been compacted'))
    throw new Error(`etcd does not forget: ${text}`);
}

/** The address of etcd stands nowhere but in the command line of the API server. */
async function findEtcd(): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', [
    '-A',
    '-ww',
    '-o',
    'args',
  ]);
  const port = `--secure-port=${new URL(server).port} `;
  const line = stdout
    .split('\n')
    .find((each) => each.includes('--etcd-servers=') && each.includes(port));
  const address = /--etcd-servers=(\S+)/.exec(line ?? '')?.[1];
  if (!address)
    throw new Error(
      'No API server of this machine listens there: these clauses need a control plane of `npm run controlplane`.',
    );
  return address;
}
