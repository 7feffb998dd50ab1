import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { Halted } from '../../graphql/halted.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { type LiveGuards, readGuards } from './live-guards.js';
import { fromRoleBinding, toRoleBinding } from './member.manifest.js';
import { requireRoles } from './require-roles.js';
import { requireTenant } from './require-tenant.js';
import { strikeMembers } from './strike-members.js';
import type { RepairTenantInput } from './tenant.input.js';
import { repairNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { type TenantSpec } from './tenant-spec.js';
import { specOf } from './tenant-wish.js';
import { writeGuards } from './write-guards.js';

/** Goes through everything that createTenant writes, in its order, and puts back what is missing or drifted. */
export async function repairTenant(
  context: Context,
  writes: Writes,
  input: RepairTenantInput,
): Promise<Tenant | undefined> {
  const { cluster, settings } = context;
  const { name } = await requireTenant(context, input.name, { field: 'name' });
  const [live] = await Promise.all([
    readGuards(cluster, name),
    requireRoles(cluster),
  ]);
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) => repairNamespace(current, specOf(current, settings.plan)),
  );
  const tenant = Tenant.fromNamespace(namespace);
  const spec = specOf(namespace, settings.plan);
  try {
    await writeGuards(writes, { cluster, name, spec, settings, live });
    noteForeign(writes, name, spec, live);
    return (await strikeMembers(writes, { name, spec, settings })) ?? tenant;
  } catch (error) {
    throw new Halted({ tenant }, error);
  }
}

/** Bindings that we would not write may be meant: they are shown and left alone. */
function noteForeign(
  writes: Writes,
  tenant: string,
  { members }: TenantSpec,
  { bindings }: LiveGuards,
): void {
  const repaired = members.map(
    (member) => toRoleBinding(tenant, member).metadata?.name,
  );
  for (const binding of bindings) {
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
