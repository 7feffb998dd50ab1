import type {
  V1Deployment,
  V1ReplicationController,
} from '@kubernetes/client-node';
import DataLoader from 'dataloader';

import { isForbidden } from '../../cluster/cluster-error.js';
import { WHOLE } from '../../cluster/fields.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { findVisible } from '../../graphql/find-object.js';
import { perRequest } from '../../graphql/per-request.js';
import {
  createScopedLists,
  type ScopedLists,
} from '../../graphql/scoped-lists.js';
import { plainFields } from '../pods/plain-fields.js';
import type { App } from './app.type.js';
import { fromDeployment, fromReplicationController } from './workload.js';

/** Apps by tenant: Deployments and ReplicationControllers together, one list of each for each selector. */
export const appsByTenant = perRequest((context: Context) => {
  const lists = new Map<string, ScopedLists<App>>();
  return (selector?: string | null): ScopedLists<App> => {
    const labelSelector = [LABELS.app, selector].filter(Boolean).join(',');
    let known = lists.get(labelSelector);
    if (known) return known;
    const byName =
      labelSelector === LABELS.app ? appByName(context) : undefined;
    known = bothKinds(context, labelSelector, (app) =>
      byName?.prime(`${app.tenantName}/${app.name}`, app),
    );
    lists.set(labelSelector, known);
    return known;
  };
});

/** An app by "tenant/name"; null when there is none or the caller may not see it. One alone is read by name, several by lists. */
export const appByName = perRequest(
  (context: Context) =>
    new DataLoader<string, App | null>(async (keys) => {
      if (keys.length === 1) return [await readApp(context, keys[0] ?? '')];
      // One that fails is no reason to show none of the others.
      return Promise.all(
        keys.map((key) =>
          findListed(context, key).catch((error: Error) => error),
        ),
      );
    }),
);

/** Where the list is forbidden, the one may be allowed by its name. */
async function findListed(context: Context, key: string): Promise<App | null> {
  const [tenant = '', name] = key.split('/');
  try {
    const apps = await appsByTenant(context)().load(tenant);
    return apps.find((app) => app.name === name) ?? null;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return readApp(context, key);
  }
}

async function readApp({ cluster }: Context, key: string): Promise<App | null> {
  const [tenant = '', name = ''] = key.split('/');
  const [deployment, controller] = await Promise.all([
    findVisible<Raw<V1Deployment>>(cluster, KINDS.deployment, tenant, name),
    findVisible<Raw<V1ReplicationController>>(
      cluster,
      KINDS.replicationController,
      tenant,
      name,
    ),
  ]);
  const app =
    (deployment && fromDeployment(deployment)) ??
    (controller && fromReplicationController(controller));
  return app ?? null;
}

function bothKinds(
  context: Context,
  labelSelector: string,
  seen: (app: App) => void,
): ScopedLists<App> {
  const fields = plainFields('App', context) ?? WHOLE;
  const namespaceOf = (app: App | undefined) => app?.tenantName ?? '';
  const deployments = createScopedLists<Raw<V1Deployment>, App | undefined>(
    context,
    KINDS.deployment,
    {
      labelSelector,
      namespaceOf,
      fields,
      project: fromDeployment,
    },
  );
  const controllers = createScopedLists<
    Raw<V1ReplicationController>,
    App | undefined
  >(context, KINDS.replicationController, {
    labelSelector,
    namespaceOf,
    fields,
    project: fromReplicationController,
  });
  const join = async (parts: Promise<(App | undefined)[]>[]) => {
    const apps = (await Promise.all(parts))
      .flat()
      .filter((app) => app !== undefined);
    apps.forEach(seen);
    return apps;
  };
  return {
    load: (namespace) =>
      join([deployments.load(namespace), controllers.load(namespace)]),
    loadAll: () => join([deployments.loadAll(), controllers.loadAll()]),
    prefetch() {
      deployments.prefetch();
      controllers.prefetch();
    },
  };
}
