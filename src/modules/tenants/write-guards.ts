import type { RawObject, Reader } from '../../cluster/cluster.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Settings } from '../../graphql/context.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { Patience } from './await-guards.js';
import { inOrder, type Step } from './in-order.js';
import type { LiveGuards } from './live-guards.js';
import { toMissingMembers } from './members.js';
import { putBackGuard } from './put-back-guard.js';
import {
  type GuardManifest,
  toExcessGuards,
  toGuards,
} from './tenant-guards.manifest.js';
import type { TenantSpec } from './tenant-spec.js';

export interface GuardedTenant {
  cluster: Reader;
  name: string;
  spec: TenantSpec;
  settings: Settings;
  live: LiveGuards;
}

/** Brings about every guard of a tenant, bindings last, and waits for what the cluster adds. Each step may be taken again. */
export async function writeGuards(
  writes: Writes,
  tenant: GuardedTenant,
): Promise<void> {
  const patience = new Patience(tenant.cluster);
  const guards = toOwnGuards(tenant);
  const isBinding = ({ kind }: GuardManifest) => kind === KINDS.roleBinding;
  await inOrder(writes, [
    ...guards
      .filter((guard) => !isBinding(guard))
      .map((guard) => toStep(writes, tenant, guard, patience)),
    ...toRemovals(writes, tenant),
    ...guards
      .filter(isBinding)
      .map((guard) => toStep(writes, tenant, guard, patience)),
  ]);
  if (!writes.dryRun && !(await patience.counted(tenant.name)))
    writes.warn(
      'The cluster has not counted the quota yet: until it has, it refuses new pods, apps and services.',
    );
}

/** What would be written into a namespace that does not exist yet: the cluster cannot be asked about it. */
export function showGuards(writes: Writes, tenant: GuardedTenant): void {
  for (const { kind, object } of toOwnGuards(tenant)) {
    const action =
      kind === KINDS.serviceAccount
        ? ChangeAction.CONFIGURED
        : ChangeAction.CREATED;
    const reason =
      'Not checked by the cluster: its namespace does not exist yet.';
    writes.show(kind, object, action, reason);
  }
}

function toOwnGuards({
  name,
  spec,
  settings,
  live,
}: GuardedTenant): GuardManifest[] {
  const members = toMissingMembers(spec.members, live.bindings);
  return toGuards(name, { ...spec, members }, settings);
}

function toStep(
  writes: Writes,
  { name, live }: GuardedTenant,
  guard: GuardManifest,
  patience: Patience,
): Step {
  const { kind, object } = guard;
  const found = live.find(kind, object.metadata?.name ?? '');
  return {
    kind,
    object,
    async run() {
      const isAccount = kind === KINDS.serviceAccount;
      const before =
        found ?? (isAccount ? await patience.podAccount(name) : undefined);
      if (isAccount && !before) throw lateAccount(writes, guard, name);
      await putBackGuard(writes, guard, before);
    },
  };
}

function toRemovals(
  writes: Writes,
  { name, spec, settings, live }: GuardedTenant,
): Step[] {
  return toExcessGuards(spec, settings).flatMap((excess) => {
    const object = live.find(excess.kind, excess.name);
    if (!object) return [];
    const named: RawObject = {
      metadata: { namespace: name, ...object.metadata },
    };
    return {
      kind: excess.kind,
      object: named,
      run: () => writes.deleteIfThere(excess.kind, named),
    };
  });
}

/** Nobody is given rights before the pods' account is harmless. */
function lateAccount(
  writes: Writes,
  { kind, object }: GuardManifest,
  tenant: string,
): Refused {
  const reason = 'The cluster has not made it within 5 seconds.';
  writes.note(kind, object, ChangeAction.FAILED, reason);
  const message = `The cluster has not made the service account of the pods of "${tenant}" within 5 seconds, so no members were added yet. Call repairTenant to complete the tenant.`;
  return new Refused([
    userError(UserErrorCode.CLUSTER_TIMEOUT, message, { retryable: true }),
  ]);
}
