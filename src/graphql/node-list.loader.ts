import type { V1Node } from '@kubernetes/client-node';

import { KINDS } from '../cluster/kinds.js';
import type { Raw } from '../cluster/raw.js';
import { ClusterNode } from './cluster-info.type.js';
import { perRequest } from './per-request.js';

/** The machines of the cluster, read once for a request. */
export const clusterNodes = perRequest(({ cluster }) => {
  const load = async () => {
    const { items } = await cluster.list<
      Raw<V1Node>,
      ReturnType<typeof ClusterNode.fromNode>
    >(KINDS.node, {
      project: ClusterNode.fromNode,
    });
    return items;
  };
  let nodes: ReturnType<typeof load> | undefined;
  return () => (nodes ??= load());
});
