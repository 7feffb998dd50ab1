import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { Halted } from '../../graphql/halted.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { checkSpec } from './check-spec.js';
import { followWish } from './follow-wish.js';
import { readGuards } from './live-guards.js';
import { fromRoleBinding, toRoleBinding } from './member.manifest.js';
import { requireRoles } from './require-roles.js';
import { requireTenant } from './require-tenant.js';
import { strikeMembers } from './strike-members.js';
import type { RepairTenantInput } from './tenant.input.js';
import { repairNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { isWhole, type TenantSpec } from './tenant-spec.js';
import { specOf } from './tenant-wish.js';
import type { GuardedTenant } from './write-guards.js';

/** Goes through everything that createTenant writes, in its order, and puts back what is missing or drifted. */
export async function repairTenant(
  context: Context,
  writes: Writes,
  input: RepairTenantInput,
): Promise<Tenant | undefined> {
  const { cluster, settings } = context;
  const { name, stored } = await requireTenant(context, input.name, {
    field: 'name',
  });
  const [live] = await Promise.all([
    readGuards(cluster, name),
    requireRoles(cluster),
  ]);
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) => repairNamespace(current, specOf(current, live, settings.plan)),
  );
  const tenant = Tenant.fromNamespace(namespace);
  if (!isWhole(stored))
    warnOfFound(writes, specOf(namespace, live, settings.plan));
  try {
    const { namespace: last, guarded } = await followWish(
      context,
      writes,
      namespace,
      { live: isWhole(stored) ? live : undefined, members: true },
    );
    noteForeign(writes, guarded);
    return (await strikeMembers(writes, guarded)) ?? Tenant.fromNamespace(last);
  } catch (error) {
    throw new Halted({ tenant }, error);
  }
}

/** A wish that nobody stored is guessed: the caller should see what is made of it. */
function warnOfFound(writes: Writes, spec: TenantSpec): void {
  const { podSecurity, egress } = spec;
  writes.warn(
    `The tenant does not say all that is wished for it. What its guards hold is taken for it, and the default plan where one is missing: pod security ${podSecurity}, egress ${egress}; the diff of the namespace shows the rest. Change it with updateTenant.`,
    ...checkSpec(spec, {}).map(({ message }) => message),
  );
}

/** Bindings that we would not write may be meant: they are shown and left alone. */
function noteForeign(
  writes: Writes,
  { name, spec, live }: GuardedTenant,
): void {
  const repaired = spec.members.map(
    (member) => toRoleBinding(name, member).metadata?.name,
  );
  for (const binding of live.bindings) {
    if (fromRoleBinding(binding) || repaired.includes(binding.metadata?.name))
      continue;
    writes.note(
      KINDS.roleBinding,
      binding,
      ChangeAction.KEPT,
      `It gives ${binding.roleRef.kind} ${binding.roleRef.name} past Moorage's members. Delete it with kubectl unless it is meant.`,
    );
  }
}
