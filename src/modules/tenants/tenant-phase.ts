import { type Guard, GuardState } from './guard.type.js';
import type { Tenant } from './tenant.type.js';
import { TenantPhase } from './tenant-phase.type.js';

const YOUNG_FOR = 60_000;
const MOST_NAMES = 3;

export interface TenantState {
  phase: TenantPhase;
  message?: string;
}

/** What a namespace says by itself about the phase; undefined where the guards decide. */
export function toOwnState(tenant: Tenant): TenantState | undefined {
  if (tenant.terminating) {
    const message = `It is being deleted. ${tenant.deletion.join(' ')}`.trim();
    return { phase: TenantPhase.DELETING, message };
  }
  if (tenant.stored.frozen) {
    const message =
      'It is frozen: nothing in it is changed until updateTenant sets frozen to false.';
    return { phase: TenantPhase.FROZEN, message };
  }
  return undefined;
}

/** The phase that the guards decide. */
export function toGuardedState(
  { createdAt }: Tenant,
  guards: readonly Guard[],
  now = Date.now(),
): TenantState {
  const young = now - Date.parse(createdAt) < YOUNG_FOR;
  const missing = guards.filter(({ state }) => state === GuardState.MISSING);
  const drifted = guards.filter(({ state }) => state === GuardState.DRIFTED);
  const uncounted = guards.some(({ because }) => because === 'uncounted');
  if (young && missing.length > 0) {
    const message = `Its guards are being written: ${namesOf(missing)} ${missing.length === 1 ? 'is' : 'are'} not there yet.`;
    return { phase: TenantPhase.PROVISIONING, message };
  }
  if (young && uncounted) {
    const message = 'The cluster has not counted yet what it uses.';
    return { phase: TenantPhase.PROVISIONING, message };
  }
  const amiss = [
    ...(missing.length > 0 ? [`missing: ${namesOf(missing)}`] : []),
    ...(drifted.length > 0 ? [`not as it should be: ${namesOf(drifted)}`] : []),
  ];
  if (amiss.length > 0) {
    const message = `Of its guards, ${amiss.join('; ')}. \`guards\` tells more, and repairTenant puts back what is ours.`;
    return { phase: TenantPhase.DEGRADED, message };
  }
  return { phase: TenantPhase.ACTIVE, message: activeWords(guards) };
}

function activeWords(guards: readonly Guard[]): string | undefined {
  const unsure = guards.filter(
    ({ because }) => because === 'unread' || because === 'uncounted',
  );
  const details = new Set(unsure.map(({ detail = '' }) => detail));
  return details.size > 0
    ? `Not all of its guards could be checked: ${[...details].join(' ')}`
    : undefined;
}

function namesOf(guards: readonly Guard[]): string {
  const names = guards
    .slice(0, MOST_NAMES)
    .map(({ kind, name }) => `${kind} ${name}`);
  const more = guards.length - names.length;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
