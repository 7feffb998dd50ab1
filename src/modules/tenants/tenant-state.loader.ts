import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { liveGuardsByTenant } from './guard.loader.js';
import { toGuardStates } from './guard-states.js';
import type { Tenant } from './tenant.type.js';
import {
  type TenantState,
  toGuardedState,
  toOwnState,
} from './tenant-phase.js';
import { TenantPhase } from './tenant-phase.type.js';

const OWN_PHASES = [TenantPhase.DELETING, TenantPhase.FROZEN];

/** The phase of a tenant with its sentence. Guards are read only where they decide. */
export const stateOfTenant = perRequest((context: Context) => {
  const known = new Map<string, Promise<TenantState>>();
  return (tenant: Tenant): TenantState | Promise<TenantState> => {
    const own = toOwnState(tenant);
    if (own) return own;
    let state = known.get(tenant.name);
    if (!state) known.set(tenant.name, (state = readState(context, tenant)));
    return state;
  };
});

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

async function readState(
  context: Context,
  tenant: Tenant,
): Promise<TenantState> {
  const live = await liveGuardsByTenant(context)(tenant.name);
  return toGuardedState(tenant, toGuardStates(tenant, live, context.settings));
}
