import type { V1Pod } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Writes } from '../../graphql/writes.js';
import type { RawWorkload } from './workload.js';

/** Asks the cluster's admission about one pod of a workload, which tells at once what the workload itself would only show
 * later: limits, pod security, quota, policies. Nothing is stored. */
export async function preflight(
  writes: Writes,
  workload: RawWorkload,
): Promise<void> {
  const { name = '', namespace } = workload.metadata ?? {};
  const template = workload.spec?.template;
  const pod: Raw<V1Pod> = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-preflight-${randomBytes(3).toString('hex')}`,
      namespace,
      labels: template?.metadata?.labels,
      annotations: template?.metadata?.annotations,
    },
    spec: template?.spec,
  };
  await writes.probe(KINDS.pod, pod);
}
