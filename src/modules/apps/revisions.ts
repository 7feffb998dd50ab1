import type { V1PodTemplateSpec, V1ReplicaSet } from '@kubernetes/client-node';

import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { ownReplicaSets } from './newest-replica-set.js';
import { replicaSetsByTenant } from './replica-set.loader.js';
import type { RawWorkload } from './workload.js';

/** What a Deployment was at one of its revisions. */
export interface Revision {
  revision: number;
  /** As it stood in the Deployment. */
  template: Raw<V1PodTemplateSpec>;
  createdAt: string;
}

/** The revisions of a Deployment that the cluster still has, newest first. A ReplicationController has none. */
export async function readRevisions(
  context: Context,
  { kind, metadata }: RawWorkload,
): Promise<Revision[]> {
  if (kind === 'ReplicationController') return [];
  const { namespace = '', uid } = metadata ?? {};
  const sets = await replicaSetsByTenant(context).load(namespace);
  return toRevisions(uid, sets);
}

/** The revisions of a Deployment out of the ReplicaSets of its tenant, newest first. */
export function toRevisions(
  uid: string | undefined,
  replicaSets: readonly Raw<V1ReplicaSet>[],
): Revision[] {
  return ownReplicaSets({ metadata: { uid } }, replicaSets)
    .map(toRevision)
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => b.revision - a.revision);
}

function toRevision({ metadata, spec }: Raw<V1ReplicaSet>): Revision {
  const template = spec?.template ?? {};
  // Kubernetes adds it for the ReplicaSet.
  const { [LABELS.podTemplateHash]: _hash, ...labels } =
    template.metadata?.labels ?? {};
  return {
    revision: Number(metadata?.annotations?.[ANNOTATIONS.revision] ?? 0),
    template: { ...template, metadata: { ...template.metadata, labels } },
    createdAt: metadata?.creationTimestamp ?? '',
  };
}
