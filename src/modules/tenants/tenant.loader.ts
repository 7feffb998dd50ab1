import type { V1Namespace } from '@kubernetes/client-node';
import DataLoader from 'dataloader';

import { isForbidden, isNotFound } from '../../cluster/cluster-error.js';
import { WHOLE } from '../../cluster/fields.js';
import { KINDS } from '../../cluster/kinds.js';
import { LABELS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { fewAtOnce } from '../../graphql/few-at-once.js';
import { isPathPart } from '../../graphql/find-object.js';
import { perRequest } from '../../graphql/per-request.js';
import { Tenant } from './tenant.type.js';

const SINGLE_READS = 10;

/** Every tenant that a selector picks, read once for a request; Forbidden for who may not list namespaces. */
export const tenantsBySelector = perRequest((context) => {
  const lists = new Map<string, Promise<Tenant[]>>();
  return (selector = ''): Promise<Tenant[]> => {
    const known = lists.get(selector);
    if (known) return known;
    const read = listTenants(context, selector);
    lists.set(selector, read);
    return read;
  };
});

/** Every tenant that a selector picks; undefined for a caller who may not list namespaces, which is remembered for a while. */
export const listableTenants = perRequest(
  (context) =>
    async (selector?: string): Promise<Tenant[] | undefined> => {
      if (context.cluster.wasRefused(KINDS.namespace)) return undefined;
      try {
        return await tenantsBySelector(context)(selector);
      } catch (error) {
        if (!isForbidden(error)) throw error;
        context.cluster.rememberRefusal(KINDS.namespace);
        return undefined;
      }
    },
);

/** A tenant by its name; null when there is none or the caller may not see it. Ten names are read one by one, more at once. */
export const tenantByName = perRequest(
  (context) =>
    new DataLoader<string, Tenant | null>(async (names) => {
      if (names.length <= SINGLE_READS) return readEach(context, names);
      const all = await listableTenants(context)();
      if (!all) return readEach(context, names);
      const byName = new Map(all.map((tenant) => [tenant.name, tenant]));
      return names.map((name) => byName.get(name) ?? null);
    }),
);

async function listTenants(
  context: Context,
  selector: string,
): Promise<Tenant[]> {
  const { items } = await context.cluster.list<
    Raw<V1Namespace>,
    Tenant | undefined
  >(KINDS.namespace, {
    labelSelector: [LABELS.tenant, selector].filter(Boolean).join(','),
    fields: WHOLE,
    project: Tenant.fromNamespace,
  });
  const tenants = items.filter((tenant) => tenant !== undefined);
  for (const tenant of tenants)
    tenantByName(context).prime(tenant.name, tenant);
  return tenants;
}

function readEach(
  context: Context,
  names: readonly string[],
): Promise<(Tenant | null | Error)[]> {
  return Promise.all(
    names.map((name) =>
      fewAtOnce(context)(() =>
        readTenant(context, name).catch((error: Error) => error),
      ),
    ),
  );
}

async function readTenant(
  { cluster }: Context,
  name: string,
): Promise<Tenant | null> {
  if (!isPathPart(name)) return null;
  try {
    const namespace = await cluster.get<Raw<V1Namespace>>(
      KINDS.namespace,
      undefined,
      name,
    );
    return Tenant.fromNamespace(namespace) ?? null;
  } catch (error) {
    if (isNotFound(error) || isForbidden(error)) return null;
    throw error;
  }
}
