import { type Connection, pageOf } from '../../graphql/connection.js';
import { type AppFilter, AppOrder } from './app.input.js';
import type { App } from './app.type.js';

const byName = [(app: App) => app.name, (app: App) => app.tenantName];
const byAge = [(app: App) => app.createdAt, ...byName];
const ORDERS = {
  NAME: { by: byName },
  NAME_DESC: { by: byName, descending: true },
  NEWEST: { by: byAge, descending: true },
  OLDEST: { by: byAge },
};

/** A page of apps that are at hand. The label selector has been applied by the cluster. */
export function appsPage(
  apps: App[],
  page: { first: number; after?: string | null },
  filter?: AppFilter | null,
  order?: AppOrder | null,
): Connection<App> {
  const { nameContains, image } = filter ?? {};
  const wanted = apps.filter(
    (app) =>
      app.name.includes(nameContains ?? '') && app.image.includes(image ?? ''),
  );
  return pageOf(wanted, page, ORDERS[order ?? AppOrder.NAME]);
}
