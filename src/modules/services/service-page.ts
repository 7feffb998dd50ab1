import type { V1Service } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { clusterPage } from '../../graphql/cluster-pages.js';
import { type Connection, pageOf } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { tenantByName, tenantsBySelector } from '../tenants/tenant.loader.js';
import type { ServiceFilter } from './service.input.js';
import { Service } from './service.type.js';

export interface PageArguments {
  first: number;
  after?: string | null;
}

/** A page of services that are at hand, by name. */
export function servicesPage(
  services: Service[],
  page: PageArguments,
): Connection<Service> {
  return pageOf(services, page, { by: [({ name }) => name] });
}

/** A page of the services of one tenant or of all, paged by the cluster; null when the tenant is not there. */
export async function readServicesPage(
  context: Context,
  tenant: string | null | undefined,
  page: PageArguments,
  filter?: ServiceFilter | null,
): Promise<Connection<Service> | null> {
  const known =
    tenant == null
      ? new Set((await tenantsBySelector(context)()).map(({ name }) => name))
      : undefined;
  if (tenant != null && !(await tenantByName(context).load(tenant)))
    return null;
  const { nameContains: part, type: types } = filter ?? {};
  const keep = (service: Service) =>
    (known?.has(service.tenantName) ?? true) &&
    service.name.includes(part ?? '') &&
    (types?.includes(service.type) ?? true);
  return clusterPage<Raw<V1Service>, Service>(context, KINDS.service, {
    ...page,
    namespace: tenant ?? undefined,
    labelSelector: filter?.labelSelector ?? undefined,
    project: Service.fromService,
    keep: known || part || types ? keep : undefined,
  });
}
