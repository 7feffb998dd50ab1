import { ClusterError } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { visibleEvents } from '../events/object-events.loader.js';
import { quotasByTenant } from '../tenants/guard.loader.js';
import { type QuotaLine, toQuotaLines } from '../tenants/quota-line.type.js';
import { dampingOf } from '../pods/damping.js';
import type { Pod } from '../pods/pod.type.js';
import type { Damping } from '../pods/problem.js';
import type { Problem } from '../pods/problem.type.js';
import { endpointSlicesByTenant } from '../services/endpoint-slice.loader.js';
import { servicesByTenant } from '../services/service.loader.js';
import { serviceProblems } from '../services/service-problems.js';
import { type App, Workload } from './app.type.js';
import { podsOfApp } from './app-pods.loader.js';
import { standsBefore } from './app-relations.js';
import { type AppWorld, toAppStatus, toUnknownStatus } from './app-status.js';
import type { AppStatus } from './app-status.type.js';
import { replicaSetsByTenant } from './replica-set.loader.js';

/** The status of an app; those of many cost one list of each kind. */
export const statusOfApp = perRequest((context: Context) => {
  const known = new Map<string, Promise<AppStatus>>();
  return (app: App): Promise<AppStatus> => {
    let status = known.get(app.id);
    if (!status) {
      status = readStatus(context, app);
      known.set(app.id, status);
    }
    return status;
  };
});

async function readStatus(context: Context, app: App): Promise<AppStatus> {
  const damping = dampingOf(context);
  const { raw: workload, tenantName } = app;
  const [seen, problemsOf, eventsOf] = await Promise.all([
    readPods(context, app),
    visibleServices(context, app),
    visibleEvents(context, tenantName),
  ]);
  if (seen instanceof ClusterError) {
    const reason = `The cluster does not let you see enough to tell: ${seen.message}`;
    const status = toUnknownStatus(workload, reason, damping);
    return Object.assign(status, { app, replicaSets: [] });
  }
  const { pods, replicaSets } = seen;
  const world: AppWorld = {
    ...{ workload, replicaSets, eventsOf },
    pods: pods.map(({ raw }) => raw),
    serviceProblems: problemsOf(pods, damping),
  };
  let status = toAppStatus(world, damping);
  if (status.problems.some(({ code }) => code === 'QUOTA_EXCEEDED')) {
    const quota = await visibleQuota(context, tenantName);
    status = toAppStatus({ ...world, quota }, damping);
  }
  return Object.assign(status, { app, replicaSets });
}

/** What nothing can be told without. */
async function readPods(context: Context, app: App) {
  try {
    const [pods, replicaSets] = await Promise.all([
      podsOfApp(context, app),
      app.workload === Workload.DEPLOYMENT
        ? replicaSetsByTenant(context).load(app.tenantName)
        : [],
    ]);
    return { pods, replicaSets };
  } catch (error) {
    if (error instanceof ClusterError) return error;
    throw error;
  }
}

/** The quota of a tenant as it is now, when it may be seen. */
async function visibleQuota(
  context: Context,
  tenant: string,
): Promise<QuotaLine[] | undefined> {
  try {
    return toQuotaLines(await quotasByTenant(context).load(tenant));
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}

/** What is wrong with the services in front of an app; nothing where they may not be seen. */
async function visibleServices(
  context: Context,
  app: App,
): Promise<(pods: readonly Pod[], damping: Damping) => Problem[]> {
  try {
    const [services, slices] = await Promise.all([
      servicesByTenant(context).load(app.tenantName),
      endpointSlicesByTenant(context).load(app.tenantName),
    ]);
    return (pods, damping) =>
      services
        .filter((service) => standsBefore(service, app))
        .flatMap((service) =>
          serviceProblems(
            service,
            slices.filter((slice) => slice.service === service.name),
            pods.map(({ raw }) => raw),
            damping,
          ),
        );
  } catch (error) {
    if (error instanceof ClusterError) return () => [];
    throw error;
  }
}
