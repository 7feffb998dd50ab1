import type { V1Service } from '@kubernetes/client-node';

import type { Reader } from '../../cluster/cluster.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import type { DeleteAppInput } from './app.input.js';
import { isOwnedBy } from './app-service.manifest.js';
import { requireApp } from './require-app.js';
import { fromWorkload, type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** Deletes the workload in the foreground: its pods and its Service go with it, by ownership. Answers the app's id. */
export async function deleteApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  input: DeleteAppInput,
): Promise<string | undefined> {
  await requireTenant(context, input.tenant);
  const { raw, workload } = await requireApp(cluster, input.tenant, input.name);
  requireVersion(raw, input.ifVersion);
  const services = await ownedServices(cluster, raw);
  await writes.delete(WORKLOAD_KINDS[workload], raw, {
    propagation: 'Foreground',
  });
  for (const service of services) {
    writes.note(
      KINDS.service,
      service,
      ChangeAction.DELETED,
      'Goes with the workload that owns it.',
    );
  }
  return fromWorkload(raw, workload)?.id;
}

/** Who may not list services still may delete the app; its Service goes unmentioned. */
async function ownedServices(
  cluster: Reader,
  workload: RawWorkload,
): Promise<Raw<V1Service>[]> {
  try {
    const { items } = await cluster.list<
      Raw<V1Service>,
      Raw<V1Service> | undefined
    >(KINDS.service, {
      namespace: workload.metadata?.namespace,
      project: (service) =>
        isOwnedBy(service, workload)
          ? { metadata: service.metadata }
          : undefined,
    });
    return items.filter((service) => service !== undefined);
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}
