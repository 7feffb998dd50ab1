import type { Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from '../tenants/require-tenant.js';
import type { AppTargetInput } from './app-target.input.js';
import { readAutoscalers } from './autoscaler.js';
import { readServicesOf } from './owned-services.js';
import { requireApp } from './require-app.js';
import { readVersions } from './secret-versions.js';
import { fromWorkload, WORKLOAD_KINDS } from './workload.js';

/** Deletes the workload in the foreground: its pods and its Service go with it, by ownership. Then every version of its secrets,
 * by name. What only points to it is kept, and named. Answers the app's id. */
export async function deleteApp(
  context: Context,
  cluster: Reader,
  writes: Writes,
  { tenant, name, ifVersion }: AppTargetInput,
): Promise<string | undefined> {
  await requireTenant(context, tenant);
  const { raw, workload } = await requireApp(cluster, tenant, name);
  requireVersion(raw, ifVersion);
  const [services, versions, autoscalers] = await Promise.all([
    readServicesOf(cluster, raw),
    readVersions(context, cluster, raw),
    readAutoscalers(cluster, raw),
  ]);
  await writes.delete(WORKLOAD_KINDS[workload], raw, {
    propagation: 'Foreground',
  });
  const withIt = 'Goes with the workload that owns it.';
  for (const service of services.owned)
    writes.note(KINDS.service, service, ChangeAction.DELETED, withIt);
  for (const version of versions)
    await writes.discard(KINDS.secret, { namespace: tenant, name: version });
  const without = 'It pointed to the app, but does not belong to it.';
  for (const service of services.others)
    writes.note(KINDS.service, service, ChangeAction.KEPT, without);
  for (const autoscaler of autoscalers)
    writes.note(
      KINDS.horizontalPodAutoscaler,
      autoscaler,
      ChangeAction.KEPT,
      without,
    );
  return fromWorkload(raw, workload)?.id;
}
