import type { V1Pod } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import {
  clusterPage,
  type ClusterPageOptions,
} from '../../graphql/cluster-pages.js';
import { type Connection, pageOf } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { tenantByName, tenantsBySelector } from '../tenants/tenant.loader.js';
import type { PodFilter } from './pod.input.js';
import { toFieldSelector } from './pod.loader.js';
import { Pod } from './pod.type.js';
import { podFields } from './pod-fields.js';

export interface PageArguments {
  first: number;
  after?: string | null;
}

/** A page of pods that are at hand, by name. */
export function podsPage(
  pods: Pod[],
  page: PageArguments,
  filter?: PodFilter | null,
): Connection<Pod> {
  const { nameContains = '', phase } = filter ?? {};
  const wanted = pods.filter(
    (pod) =>
      pod.name.includes(nameContains ?? '') &&
      (phase?.includes(pod.phase) ?? true),
  );
  return pageOf(wanted, page, {
    by: [({ name }) => name, ({ tenantName }) => tenantName],
  });
}

/** A page of the pods of one tenant or of all, paged by the cluster; null when the tenant is not there. */
export async function readPodsPage(
  context: Context,
  tenant: string | null | undefined,
  page: PageArguments,
  filter?: PodFilter | null,
): Promise<Connection<Pod> | null> {
  const known = tenant == null ? await tenantNames(context) : undefined;
  if (tenant != null && !(await tenantByName(context).load(tenant)))
    return null;
  const { nameContains: part, phase } = filter ?? {};
  const options: ClusterPageOptions<Raw<V1Pod>, Pod> = {
    ...page,
    namespace: tenant ?? undefined,
    labelSelector: filter?.labelSelector ?? undefined,
    fieldSelector: toFieldSelector(filter?.nodeName ?? undefined),
    fields: podFields(context),
    project: Pod.fromPod,
    keep:
      known || part || phase
        ? (pod) =>
            (known?.has(pod.tenantName) ?? true) &&
            pod.name.includes(part ?? '') &&
            (phase?.includes(pod.phase) ?? true)
        : undefined,
  };
  return clusterPage(context, KINDS.pod, options);
}

async function tenantNames(context: Context): Promise<Set<string>> {
  return new Set((await tenantsBySelector(context)()).map(({ name }) => name));
}
