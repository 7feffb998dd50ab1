import type { V1Pod, V1Service } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Writes } from '../../graphql/writes.js';

const OPEN_TYPES = ['NodePort', 'LoadBalancer'];
const SHOWN = 5;
const WAYS =
  'Open a pod by createPod or updatePod with exposed: true, an app by updateApp with a port whose exposure is NODE_PORT or LOAD_BALANCER.';

interface Door {
  name: string;
  isOpen: boolean;
}

/** Warns of a service that is open to the outside while network policies keep the pods behind it closed. Opening pods is a
 * decision of its own: nothing is opened by the way. */
export async function warnOfClosedPods(
  cluster: Reader,
  writes: Writes,
  { metadata, spec }: Raw<V1Service>,
): Promise<void> {
  const { name = '', namespace } = metadata ?? {};
  const selector = Object.entries(spec?.selector ?? {});
  if (!OPEN_TYPES.includes(spec?.type ?? '') || selector.length === 0) return;
  const labelSelector = selector.map((pair) => pair.join('=')).join(',');
  const pods = await findPods(cluster, namespace, labelSelector);
  const sentence = toSentence(name, pods);
  if (sentence) writes.warn(`${sentence} ${WAYS}`);
}

function toSentence(
  service: string,
  pods: readonly Door[] | undefined,
): string | undefined {
  if (!pods)
    return `Network policies let traffic from outside in only to pods behind "${service}" that are open to it.`;
  if (pods.length === 0)
    return `Nothing stands behind "${service}" yet, and network policies let traffic from outside in only to pods that are open to it.`;
  const closed = pods.filter(({ isOpen }) => !isOpen);
  if (closed.length === 0) return undefined;
  const names = closed.slice(0, SHOWN).map(({ name }) => `"${name}"`);
  const more = closed.length > SHOWN ? ' and others' : '';
  return `Network policies let nothing from outside in to ${names.join(', ')}${more} behind "${service}".`;
}

/** Undefined when they cannot be read: the service is written by then, and a warning is not worth an error. */
async function findPods(
  cluster: Reader,
  namespace: string | undefined,
  labelSelector: string,
): Promise<Door[] | undefined> {
  try {
    const { items } = await cluster.list<Raw<V1Pod>, Door>(KINDS.pod, {
      namespace,
      labelSelector,
      project: ({ metadata }) => ({
        name: metadata?.name ?? '',
        isOpen: metadata?.labels?.[LABELS.exposed] === 'true',
      }),
    });
    return items;
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}
