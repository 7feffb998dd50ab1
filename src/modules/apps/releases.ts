import type { V1PodTemplateSpec, V1ReplicaSet } from '@kubernetes/client-node';

import { diffJson } from '../../lib/json-diff.js';
import { ANNOTATIONS, LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { Release } from './release.type.js';

const REVISION = 'deployment.kubernetes.io/revision';

type Template = Raw<V1PodTemplateSpec>;

/** The releases of a Deployment out of the ReplicaSets of its tenant, newest first. */
export function toReleases(
  uid: string,
  replicaSets: readonly Raw<V1ReplicaSet>[],
): Release[] {
  const own = replicaSets
    .filter(({ metadata }) =>
      metadata?.ownerReferences?.some(
        (owner) => owner.controller && owner.uid === uid,
      ),
    )
    .map((set) => ({ set, revision: revisionOf(set) }))
    .filter(({ revision }) => revision > 0)
    .sort((a, b) => b.revision - a.revision);
  return own.map(({ set, revision }, index) => {
    const template = set.spec?.template ?? {};
    const before = own[index + 1]?.set.spec?.template;
    return Object.assign(new Release(), {
      revision,
      image: template.spec?.containers[0]?.image ?? '',
      createdAt: set.metadata?.creationTimestamp ?? '',
      createdBy: template.metadata?.annotations?.[ANNOTATIONS.changedBy],
      current: index === 0,
      changes: before ? diffJson(plain(before), plain(template)) : [],
    });
  });
}

function revisionOf({ metadata }: Raw<V1ReplicaSet>): number {
  return Number(metadata?.annotations?.[REVISION] ?? 0);
}

/** A template without what Kubernetes adds for the ReplicaSet; who changed it is told by itself, and every null is absence. */
function plain({ metadata, spec }: Template): Record<string, unknown> {
  const { [LABELS.podTemplateHash]: _hash, ...labels } = metadata?.labels ?? {};
  const { [ANNOTATIONS.changedBy]: _who, ...annotations } =
    metadata?.annotations ?? {};
  return {
    metadata: {
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec,
  };
}
