import DataLoader from 'dataloader';

import { LABELS } from '../../cluster/labels.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import type { PodFilter } from '../pods/pod.input.js';
import { podsByTenant } from '../pods/pod.loader.js';
import type { Pod } from '../pods/pod.type.js';
import type { App } from './app.type.js';
import { appNameOf, belongsTo } from './app-relations.js';

/** Pods that carry an app's label, by app: those of one app alone are picked by its name, those of several by the label. */
const podsByApp = perRequest((context: Context) => {
  const loaders = new Map<string, DataLoader<App, Pod[], string>>();
  return ({
    labelSelector,
    nodeName,
  }: PodFilter): DataLoader<App, Pod[], string> => {
    const key = JSON.stringify([labelSelector, nodeName]);
    const known = loaders.get(key);
    if (known) return known;
    const loader = new DataLoader<App, Pod[], string>(
      async (apps) => {
        const label =
          apps.length === 1 && apps[0]
            ? `${LABELS.app}=${apps[0].name}`
            : LABELS.app;
        const selection = {
          labelSelector: [label, labelSelector].filter(Boolean).join(','),
          nodeName: nodeName ?? undefined,
        };
        const lists = podsByTenant(context)(selection);
        const tenants = [...new Set(apps.map(({ tenantName }) => tenantName))];
        const pods = await Promise.allSettled(
          tenants.map((tenant) => lists.load(tenant)),
        );
        const byTenant = new Map(
          tenants.map((tenant, index) => [tenant, groupByApp(pods[index])]),
        );
        return apps.map((app) => {
          const groups = byTenant.get(app.tenantName);
          return groups instanceof Error
            ? groups
            : (groups?.get(app.name) ?? []).filter((pod) =>
                belongsTo(pod, app),
              );
        });
      },
      {
        cacheKeyFn: (app) => `${app.tenantName}/${app.name}`,
        maxBatchSize: Infinity,
      },
    );
    loaders.set(key, loader);
    return loader;
  };
});

/** The pods of an app; the filter's name part is left to the page. */
export function podsOfApp(
  context: Context,
  app: App,
  filter?: PodFilter | null,
): Promise<Pod[]> {
  return podsByApp(context)(filter ?? {}).load(app);
}

function groupByApp(
  result: PromiseSettledResult<Pod[]> | undefined,
): Map<string, Pod[]> | Error {
  if (result?.status === 'rejected') return result.reason as Error;
  const groups = new Map<string, Pod[]>();
  for (const pod of result?.value ?? []) {
    const name = appNameOf(pod)?.name;
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(pod);
    else groups.set(name, [pod]);
  }
  return groups;
}
