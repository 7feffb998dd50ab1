import type { V1PodTemplateSpec, V1ReplicaSet } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { RawWorkload } from './workload.js';

/** What a Deployment was at one of its revisions. */
export interface Revision {
  revision: number;
  template: Raw<V1PodTemplateSpec>;
}

/** The revisions of a Deployment that the cluster still has, newest first. A ReplicationController has none. */
export async function readRevisions(
  cluster: Reader,
  { kind, metadata }: RawWorkload,
): Promise<Revision[]> {
  if (kind === 'ReplicationController') return [];
  const { items } = await cluster.list<Raw<V1ReplicaSet>, Revision | undefined>(
    KINDS.replicaSet,
    {
      namespace: metadata?.namespace,
      labelSelector: `${LABELS.app}=${metadata?.name}`,
      project: (replicaSet) =>
        replicaSet.metadata?.ownerReferences?.some(
          ({ uid, controller }) => controller && uid === metadata?.uid,
        )
          ? toRevision(replicaSet)
          : undefined,
    },
  );
  return items
    .filter((revision) => revision !== undefined)
    .sort((a, b) => b.revision - a.revision);
}

function toRevision({ metadata, spec }: Raw<V1ReplicaSet>): Revision {
  const template = spec?.template ?? {};
  const { [LABELS.podTemplateHash]: _hash, ...labels } =
    template.metadata?.labels ?? {};
  return {
    revision: Number(metadata?.annotations?.[ANNOTATIONS.revision] ?? 0),
    template: { ...template, metadata: { ...template.metadata, labels } },
  };
}
