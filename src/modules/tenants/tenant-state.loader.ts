import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { guardObjectsByTenant } from './guard.loader.js';
import { toGuardStates } from './guard-states.js';
import type { Tenant } from './tenant.type.js';
import { toGuardedState, toOwnState } from './tenant-phase.js';
import { TenantPhase } from './tenant-phase.type.js';

const OWN_PHASES = [TenantPhase.DELETING, TenantPhase.FROZEN];

/** The guards of a tenant, each with how it is. */
export const guardsOfTenant = perRequest((context: Context) =>
  onceForEach(async (tenant) => {
    const live = await guardObjectsByTenant(context)(tenant.name);
    return toGuardStates(tenant, live, context.settings);
  }),
);

/** The phase of a tenant with its sentence. Guards are read only where they decide. */
export const stateOfTenant = perRequest((context: Context) =>
  onceForEach(
    async (tenant) =>
      toOwnState(tenant) ??
      toGuardedState(tenant, await guardsOfTenant(context)(tenant)),
  ),
);

/** Whether a tenant is in one of some phases. */
export async function isInPhase(
  context: Context,
  tenant: Tenant,
  phases: readonly TenantPhase[],
): Promise<boolean> {
  const own = toOwnState(tenant);
  if (own) return phases.includes(own.phase);
  if (phases.every((phase) => OWN_PHASES.includes(phase))) return false;
  return phases.includes((await stateOfTenant(context)(tenant)).phase);
}

function onceForEach<T>(
  load: (tenant: Tenant) => Promise<T>,
): (tenant: Tenant) => Promise<T> {
  const known = new WeakMap<Tenant, Promise<T>>();
  return (tenant) => {
    let value = known.get(tenant);
    if (!value) known.set(tenant, (value = load(tenant)));
    return value;
  };
}
