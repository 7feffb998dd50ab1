import type { V1PodTemplateSpec } from '@kubernetes/client-node';

import { diffJson } from '../../lib/json-diff.js';
import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import { Release } from './release.type.js';
import type { Revision } from './revisions.js';

/** The revisions of an app, newest first, as releases: each with what differs from the one before. */
export function toReleases(revisions: readonly Revision[]): Release[] {
  return revisions.map(({ revision, template, createdAt }, index) => {
    const before = revisions[index + 1]?.template;
    return Object.assign(new Release(), {
      ...{ revision, createdAt },
      image: template.spec?.containers[0]?.image ?? '',
      createdBy: template.metadata?.annotations?.[ANNOTATIONS.changedBy],
      current: index === 0,
      changes: before ? diffJson(plain(before), plain(template)) : [],
    });
  });
}

/** A template without who changed it, which is told by itself; what is empty is absence. */
function plain({
  metadata,
  spec,
}: Raw<V1PodTemplateSpec>): Record<string, unknown> {
  const { [ANNOTATIONS.changedBy]: _who, ...annotations } =
    metadata?.annotations ?? {};
  const labels = metadata?.labels ?? {};
  return {
    metadata: {
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    spec,
  };
}
