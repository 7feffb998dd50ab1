import { isForbidden } from '../../cluster/cluster-error.js';
import type { Context } from '../../graphql/context.js';
import { visibleEvents } from '../events/object-events.loader.js';
import { dampingOf } from '../pods/damping.js';
import { type App, Workload } from './app.type.js';
import { podsOfApp } from './app-pods.loader.js';
import { toAppStatus } from './app-status.js';
import { visibleReplicaSets } from './replica-set.loader.js';
import type { RolloutFacts } from './to-rollout.js';

/** What ReplicaSets, pods and their Events tell of the rollout of an app; without pods that may be seen, as much as is known. */
export async function loadEvidence(
  context: Context,
  app: App,
): Promise<RolloutFacts> {
  const { tenantName, raw: workload } = app;
  const [replicaSets, pods, eventsOf] = await Promise.all([
    app.workload === Workload.DEPLOYMENT
      ? visibleReplicaSets(context, tenantName)
      : [],
    visiblePods(context, app),
    visibleEvents(context, tenantName),
  ]);
  if (!pods) return { replicaSets };
  const damping = dampingOf(context);
  const world = { workload, replicaSets, eventsOf, serviceProblems: [] };
  const { evidence } = toAppStatus({ ...world, pods }, damping);
  return { replicaSets, evidence, now: damping.now };
}

async function visiblePods(context: Context, app: App) {
  try {
    return (await podsOfApp(context, app)).map(({ raw }) => raw);
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
