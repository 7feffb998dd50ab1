import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden, isNotFound } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { RawWorkload } from './workload.js';

type Autoscaler = Raw<V2HorizontalPodAutoscaler>;

/** The autoscalers that set the number of pods of a workload; none for a caller who may not list them. */
export async function readAutoscalers(
  cluster: Reader,
  { kind, metadata }: RawWorkload,
): Promise<Autoscaler[]> {
  try {
    const { items } = await cluster.list<Autoscaler, Autoscaler | undefined>(
      KINDS.horizontalPodAutoscaler,
      {
        namespace: metadata?.namespace,
        project: (each) =>
          each.spec?.scaleTargetRef.kind === kind &&
          each.spec?.scaleTargetRef.name === metadata?.name
            ? each
            : undefined,
      },
    );
    return items.filter((each) => each !== undefined);
  } catch (error) {
    if (isForbidden(error) || isNotFound(error)) return [];
    throw error;
  }
}

/** Ends a mutation with AUTOSCALED when an autoscaler would undo the wished number of pods at once. */
export async function refuseAutoscaled(
  cluster: Reader,
  workload: RawWorkload,
): Promise<void> {
  const [autoscaler] = await readAutoscalers(cluster, workload);
  if (!autoscaler) return;
  const { name = '' } = autoscaler.metadata ?? {};
  const { minReplicas = 1, maxReplicas = minReplicas } = autoscaler.spec ?? {};
  const message = `The HorizontalPodAutoscaler "${name}" sets the number of pods of this app, ${minReplicas} to ${maxReplicas}. Change its limits instead, or delete it; stopApp works nevertheless.`;
  throw new Refused([
    userError(UserErrorCode.AUTOSCALED, message, {
      field: ['input', 'replicas'],
      facts: [
        { key: 'autoscaler', value: name },
        { key: 'min', value: String(minReplicas) },
        { key: 'max', value: String(maxReplicas) },
      ],
    }),
  ]);
}
