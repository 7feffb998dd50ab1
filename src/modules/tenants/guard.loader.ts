import type {
  V1LimitRange,
  V1NetworkPolicy,
  V1ResourceQuota,
  V1RoleBinding,
  V1ServiceAccount,
} from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import { ClusterError } from '../../cluster/cluster-error.js';
import { type Kind, KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { createScopedLists } from '../../graphql/scoped-lists.js';
import { POD_ACCOUNT } from './tenant-guards.manifest.js';

const byTenant = <R extends RawObject>(kind: Kind, fieldSelector?: string) =>
  perRequest((context: Context) =>
    createScopedLists<R, R>(context, kind, {
      fieldSelector,
      project: withoutAnnotations,
      namespaceOf: ({ metadata }) => metadata?.namespace ?? '',
    }),
  );

export const quotasByTenant = byTenant<Raw<V1ResourceQuota>>(
  KINDS.resourceQuota,
);
export const limitRangesByTenant = byTenant<Raw<V1LimitRange>>(
  KINDS.limitRange,
);
export const networkPoliciesByTenant = byTenant<Raw<V1NetworkPolicy>>(
  KINDS.networkPolicy,
);
export const roleBindingsByTenant = byTenant<Raw<V1RoleBinding>>(
  KINDS.roleBinding,
);
const podAccountByTenant = byTenant<Raw<V1ServiceAccount>>(
  KINDS.serviceAccount,
  `metadata.name=${POD_ACCOUNT}`,
);

/** What there is of the kinds that guard a tenant, or why it could not be read. */
export type GuardObjects = ReadonlyMap<
  Kind,
  readonly RawObject[] | ClusterError
>;

const GUARDS: [
  Kind,
  (context: Context) => { load(tenant: string): Promise<RawObject[]> },
][] = [
  [KINDS.resourceQuota, quotasByTenant],
  [KINDS.limitRange, limitRangesByTenant],
  [KINDS.networkPolicy, networkPoliciesByTenant],
  [KINDS.serviceAccount, podAccountByTenant],
  [KINDS.roleBinding, roleBindingsByTenant],
];

type Entry = [Kind, readonly RawObject[] | ClusterError];

/** All objects of the kinds that guard a tenant, one list for each kind. */
export const guardObjectsByTenant = perRequest((context: Context) => {
  const known = new Map<string, Promise<GuardObjects>>();
  return (tenant: string): Promise<GuardObjects> => {
    let live = known.get(tenant);
    if (!live) known.set(tenant, (live = readGuards(context, tenant)));
    return live;
  };
});

async function readGuards(
  context: Context,
  tenant: string,
): Promise<GuardObjects> {
  const entries = GUARDS.map(async ([kind, loader]): Promise<Entry> => {
    try {
      return [kind, await loader(context).load(tenant)];
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      return [kind, error];
    }
  });
  return new Map(await Promise.all(entries));
}

/** Annotations and the record of who wrote which field are large, and nothing here asks for them. */
function withoutAnnotations<R extends RawObject>(object: R): R {
  const { name, namespace, labels, creationTimestamp } = object.metadata ?? {};
  return {
    ...object,
    metadata: { name, namespace, labels, creationTimestamp },
  };
}
