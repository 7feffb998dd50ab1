import type { V1Namespace } from '@kubernetes/client-node';

import { isAlreadyExists } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import { Halted } from '../../graphql/halted.js';
import { ChangeAction } from '../../graphql/object-change.type.js';
import type { Writes } from '../../graphql/writes.js';
import { adoptTenant } from './adopt-tenant.js';
import { followWish } from './follow-wish.js';
import { NO_GUARDS } from './live-guards.js';
import { refuseTaken } from './name-taken.js';
import { requireRoles } from './require-roles.js';
import { strikeMembers } from './strike-members.js';
import type { CreateTenantInput } from './tenant.input.js';
import { toNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { mergeSpec, toDefaultSpec } from './tenant-spec.js';
import { toWish } from './tenant-wish.js';
import { type GuardedTenant, showGuards } from './write-guards.js';

type Namespace = Raw<V1Namespace>;

/** Makes the namespace with the wish on it, then its guards, then the bindings of its members. It is never undone: what is
 * there when something fails has no members yet, and repairTenant goes on from the wish. */
export async function createTenant(
  context: Context,
  writes: Writes,
  input: CreateTenantInput,
): Promise<Tenant | undefined> {
  const { cluster, settings } = context;
  await requireRoles(cluster);
  const spec = mergeSpec(toDefaultSpec(settings.plan), toWish(input));
  const adopted = input.adopt
    ? await adoptTenant(context, writes, input, spec)
    : undefined;
  const namespace = adopted ?? (await make(context, writes, input, spec));
  const tenant = Tenant.fromNamespace(namespace);
  if (!adopted && writes.dryRun) {
    show(writes, namespace, { cluster, name: input.name, spec, settings });
    return tenant;
  }
  try {
    const followed = await followWish(context, writes, namespace, {
      live: adopted ? undefined : NO_GUARDS,
      members: true,
    });
    return (
      (await strikeMembers(writes, followed.guarded)) ??
      Tenant.fromNamespace(followed.namespace)
    );
  } catch (error) {
    throw new Halted({ tenant }, error);
  }
}

async function make(
  { cluster }: Context,
  writes: Writes,
  input: CreateTenantInput,
  spec: GuardedTenant['spec'],
): Promise<Namespace> {
  const { username } = await cluster.whoAmI();
  try {
    return await writes.create<Namespace>(
      KINDS.namespace,
      toNamespace(input, spec, username),
    );
  } catch (error) {
    if (isAlreadyExists(error)) await refuseTaken(cluster, input.name);
    throw error;
  }
}

function show(
  writes: Writes,
  namespace: Namespace,
  tenant: Omit<GuardedTenant, 'live'>,
): void {
  showGuards(writes, { ...tenant, live: NO_GUARDS });
  if (tenant.spec.members.length > 0)
    writes.note(KINDS.namespace, namespace, ChangeAction.CONFIGURED);
}
