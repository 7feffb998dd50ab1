import type { V1Pod } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import {
  createScopedLists,
  type ScopedLists,
} from '../../graphql/scoped-lists.js';
import { Pod } from './pod.type.js';
import { podFields } from './pod-fields.js';

/** What the cluster itself can pick pods by. */
export interface PodSelection {
  labelSelector?: string;
  nodeName?: string;
}

/** Pods by tenant, one set of batched lists for each selection that the request asks for. */
export const podsByTenant = perRequest((context: Context) => {
  const lists = new Map<string, ScopedLists<Pod>>();
  return ({ labelSelector, nodeName }: PodSelection = {}): ScopedLists<Pod> => {
    const key = JSON.stringify([labelSelector || undefined, nodeName]);
    let known = lists.get(key);
    if (!known) {
      known = createScopedLists<Raw<V1Pod>, Pod>(context, KINDS.pod, {
        labelSelector: labelSelector || undefined,
        fieldSelector: toFieldSelector(nodeName),
        fields: podFields(context),
        project: Pod.fromPod,
        namespaceOf: ({ tenantName }) => tenantName,
      });
      lists.set(key, known);
    }
    return known;
  };
});

/** A field selector for the machine; commas and backslashes are escaped as field selectors want it. */
export function toFieldSelector(
  nodeName: string | undefined,
): string | undefined {
  return nodeName === undefined
    ? undefined
    : `spec.nodeName=${nodeName.replace(/[\\,=]/g, '\\$&')}`;
}
