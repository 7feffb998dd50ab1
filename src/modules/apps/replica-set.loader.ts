import type { V1ReplicaSet } from '@kubernetes/client-node';

import { isForbidden } from '../../cluster/cluster-error.js';
import { WHOLE } from '../../cluster/fields.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { createScopedLists } from '../../graphql/scoped-lists.js';

/** The ReplicaSets of apps by tenant: one list for any number of apps. */
export const replicaSetsByTenant = perRequest((context: Context) =>
  createScopedLists<Raw<V1ReplicaSet>, Raw<V1ReplicaSet>>(
    context,
    KINDS.replicaSet,
    {
      labelSelector: LABELS.app,
      fields: WHOLE,
      project: withoutManagedFields,
      namespaceOf: ({ metadata }) => metadata?.namespace ?? '',
    },
  ),
);

/** Those that may be seen: a rollout can be told without them, if less exactly. */
export async function visibleReplicaSets(
  context: Context,
  tenant: string,
): Promise<Raw<V1ReplicaSet>[]> {
  try {
    return await replicaSetsByTenant(context).load(tenant);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

function withoutManagedFields(raw: Raw<V1ReplicaSet>): Raw<V1ReplicaSet> {
  return { ...raw, metadata: { ...raw.metadata, managedFields: undefined } };
}
