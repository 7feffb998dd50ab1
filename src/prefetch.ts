import { Kind, type OperationDefinitionNode } from 'graphql';

import { LABELS } from './cluster/labels.js';
import type { Asked } from './graphql/asked.js';
import type { Context } from './graphql/context.js';
import { appsByTenant } from './modules/apps/app.loader.js';
import { replicaSetsByTenant } from './modules/apps/replica-set.loader.js';
import { eventsByNamespace } from './modules/events/event.loader.js';
import { podsByTenant } from './modules/pods/pod.loader.js';
import { endpointSlicesByTenant } from './modules/services/endpoint-slice.loader.js';
import { servicesByTenant } from './modules/services/service.loader.js';

type Prefetch = (context: Context) => void;

const appPods: Prefetch = (context) =>
  podsByTenant(context)({ labelSelector: LABELS.app }).prefetch();
const services: Prefetch = (context) => servicesByTenant(context).prefetch();

/** What a field below a page of tenants is read from, whichever tenants those are. */
const LISTS: Record<string, Prefetch[]> = {
  'Tenant.apps': [(context) => appsByTenant(context)().prefetch()],
  'Tenant.services': [services],
  'App.pods': [appPods],
  'App.services': [services],
  'App.ports': [services],
  'App.status': [
    appPods,
    services,
    (context) => replicaSetsByTenant(context).prefetch(),
    (context) => endpointSlicesByTenant(context).prefetch(),
    (context) => eventsByNamespace(context)().prefetch(),
  ],
};
const TENANTS = 'Query.tenants';

/** Starts the lists that a query over many tenants is sure to need at the same time as that of the tenants, instead of one after
 * the other. A filter or a page of one leaves little to read, by the tenant alone: nothing is started then. */
export function prefetch(
  context: Context,
  asked: Asked,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> = {},
): void {
  if (!asked.has(TENANTS) || asked.has(`${TENANTS}(filter:)`)) return;
  if (asksForOne(operation, variables)) return;
  for (const [field, lists] of Object.entries(LISTS))
    if (asked.has(field) && !asked.has(`${field}(filter:)`))
      for (const start of lists) start(context);
}

/** Whether the operation's own field `tenants` has a page of one. */
function asksForOne(
  { selectionSet }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return selectionSet.selections.some((field) => {
    if (field.kind !== Kind.FIELD || field.name.value !== 'tenants')
      return false;
    const first = field.arguments?.find(({ name }) => name.value === 'first');
    return first?.value.kind === Kind.VARIABLE
      ? variables[first.value.name.value] === 1
      : first?.value.kind === Kind.INT && first.value.value === '1';
  });
}
