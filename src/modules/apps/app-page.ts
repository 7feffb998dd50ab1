import { type Connection, pageOf } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { type AppFilter, AppOrder } from './app.input.js';
import type { App } from './app.type.js';
import { statusOfApp } from './app-status.loader.js';
import type { AppPhase } from './app-status.type.js';

const byName = [(app: App) => app.name, (app: App) => app.tenantName];
const byAge = [(app: App) => app.createdAt, ...byName];
const ORDERS = {
  NAME: { by: byName },
  NAME_DESC: { by: byName, descending: true },
  NEWEST: { by: byAge, descending: true },
  OLDEST: { by: byAge },
};

/** A page of apps that are at hand. The label selector has been applied by the cluster. */
export async function appsPage(
  context: Context,
  apps: App[],
  page: { first: number; after?: string | null },
  filter?: AppFilter | null,
  order?: AppOrder | null,
): Promise<Connection<App>> {
  const { nameContains, image, phase } = filter ?? {};
  const named = apps.filter(
    (app) =>
      app.name.includes(nameContains ?? '') && app.image.includes(image ?? ''),
  );
  const wanted = phase ? await ofPhase(context, named, phase) : named;
  return pageOf(wanted, page, ORDERS[order ?? AppOrder.NAME]);
}

async function ofPhase(
  context: Context,
  apps: App[],
  phases: AppPhase[],
): Promise<App[]> {
  const statuses = await Promise.all(apps.map(statusOfApp(context)));
  return apps.filter((_, index) => {
    const phase = statuses[index]?.phase;
    return phase !== undefined && phases.includes(phase);
  });
}
