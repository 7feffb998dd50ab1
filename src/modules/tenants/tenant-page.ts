import {
  checkFirst,
  type Connection,
  type Order,
  pageOf,
  sortBehind,
  toConnection,
  toCursor,
} from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { namedTenants } from './named-tenants.loader.js';
import { type TenantFilter, TenantOrder } from './tenant.input.js';
import { listableTenants, tenantByName } from './tenant.loader.js';
import type { Tenant } from './tenant.type.js';

const ORDERS: Record<TenantOrder, Order<Tenant>> = {
  NAME: { by: [({ name }) => name] },
  NAME_DESC: { by: [({ name }) => name], descending: true },
  NEWEST: {
    by: [({ createdAt }) => createdAt, ({ name }) => name],
    descending: true,
  },
  OLDEST: { by: [({ createdAt }) => createdAt, ({ name }) => name] },
};

export interface TenantPageArguments {
  first: number;
  after?: string | null;
  filter?: TenantFilter | null;
  orderBy?: TenantOrder | null;
}

/** A page of the tenants that the caller may see: cut out of the list, or found through the RoleBindings that name them. */
export async function readTenantsPage(
  context: Context,
  { first, after, filter, orderBy }: TenantPageArguments,
): Promise<Connection<Tenant>> {
  const page = { first: checkFirst(first), after };
  const order = ORDERS[orderBy ?? TenantOrder.NAME];
  const selector = filter?.labelSelector ?? undefined;
  const isWanted = ({ name }: Tenant) =>
    name.includes(filter?.nameContains ?? '');
  const all = await listableTenants(context)(selector);
  if (all) return pageOf(all.filter(isWanted), page, order);
  const candidates = (await namedTenants(context)(selector)).filter(isWanted);
  return confirmedPage(context, candidates, page, order);
}

/** Reads candidates in order, as the caller, until the page and the one behind it are there. What the caller may not see
 * leaves no trace: no gap, no next page, no count. */
async function confirmedPage(
  context: Context,
  candidates: Tenant[],
  { first, after }: { first: number; after?: string | null },
  order: Order<Tenant>,
): Promise<Connection<Tenant>> {
  const { keyed, from } = sortBehind(candidates, after, order);
  const confirmed: { node: Tenant; cursor: string }[] = [];
  let next = from;
  while (confirmed.length <= first && next < keyed.length) {
    const some = keyed.slice(next, next + first + 1 - confirmed.length);
    next += some.length;
    const read = await Promise.all(
      some.map(({ item }) => tenantByName(context).load(item.name)),
    );
    read.forEach((node, index) => {
      if (node)
        confirmed.push({ node, cursor: toCursor(some[index]?.key ?? []) });
    });
  }
  const hasNextPage = confirmed.length > first;
  const hasPreviousPage = after != null;
  return toConnection(
    confirmed.slice(0, first),
    { hasNextPage, hasPreviousPage, consistent: true },
    hasNextPage || hasPreviousPage ? undefined : confirmed.length,
  );
}
