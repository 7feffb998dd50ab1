import {
  checkFirst,
  type Connection,
  type Order,
  pageOf,
  sortBehind,
  toConnection,
} from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { namedTenants } from './named-tenants.loader.js';
import { type TenantFilter, TenantOrder } from './tenant.input.js';
import { listableTenants, tenantByName } from './tenant.loader.js';
import type { Tenant } from './tenant.type.js';
import type { TenantPhase } from './tenant-phase.type.js';
import { isInPhase } from './tenant-state.loader.js';

const ORDERS: Record<TenantOrder, Order<Tenant>> = {
  NAME: { by: [({ name }) => name] },
  NAME_DESC: { by: [({ name }) => name], descending: true },
  NEWEST: {
    by: [({ createdAt }) => createdAt, ({ name }) => name],
    descending: true,
  },
  OLDEST: { by: [({ createdAt }) => createdAt, ({ name }) => name] },
};

/** How many candidates are read at a time, at least, once the first ones did not fill the page. */
const LEAST_MORE = 8;

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
  const isNamed = ({ name }: Tenant) =>
    name.includes(filter?.nameContains ?? '');
  const inPhase = (tenants: Tenant[]) =>
    keepInPhase(context, tenants, filter?.phase);
  const all = await listableTenants(context)(selector);
  if (all) return pageOf(await inPhase(all.filter(isNamed)), page, order);
  const candidates = (await namedTenants(context)(selector)).filter(isNamed);
  const confirm = async (names: string[]) => {
    const read = await Promise.all(
      names.map((name) => tenantByName(context).load(name)),
    );
    return inPhase(read.filter((tenant) => tenant !== null));
  };
  return confirmedPage(candidates, page, order, confirm);
}

/** Confirms candidates in order until the page and one item behind it are there. What is not confirmed leaves no trace: no
 * gap, no next page, no count. */
async function confirmedPage(
  candidates: Tenant[],
  { first, after }: { first: number; after?: string | null },
  order: Order<Tenant>,
  confirm: (names: string[]) => Promise<Tenant[]>,
): Promise<Connection<Tenant>> {
  const { sorted, from, cursorOf } = sortBehind(candidates, after, order);
  const confirmed: Tenant[] = [];
  for (let next = from; next < sorted.length && confirmed.length <= first;) {
    const wanted = first + 1 - confirmed.length;
    const some = sorted.slice(
      next,
      next + (next === from ? wanted : Math.max(wanted, LEAST_MORE)),
    );
    next += some.length;
    confirmed.push(...(await confirm(some.map(({ name }) => name))));
  }
  const hasNextPage = confirmed.length > first;
  const hasPreviousPage = after != null;
  const page = confirmed.slice(0, first);
  return toConnection(
    page,
    (index) => cursorOf(page[index] as Tenant),
    { hasNextPage, hasPreviousPage, consistent: true },
    hasNextPage || hasPreviousPage ? undefined : confirmed.length,
  );
}

async function keepInPhase(
  context: Context,
  tenants: Tenant[],
  phases: TenantPhase[] | null | undefined,
): Promise<Tenant[]> {
  if (!phases) return tenants;
  const fit = await Promise.all(
    tenants.map((tenant) => isInPhase(context, tenant, phases)),
  );
  return tenants.filter((_tenant, index) => fit[index]);
}
