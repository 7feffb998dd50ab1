import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { Halted } from '../../graphql/halted.js';
import { refuseIf } from '../../graphql/refused.js';
import type { Writes } from '../../graphql/writes.js';
import { checkSpec } from './check-spec.js';
import { followWish } from './follow-wish.js';
import { NO_GUARDS, readGuards } from './live-guards.js';
import { requireTenant } from './require-tenant.js';
import type { UpdateTenantInput } from './tenant.input.js';
import { changeNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { isWhole, mergeSpec } from './tenant-spec.js';
import { specOf, toWish } from './tenant-wish.js';

/** Writes the changed wish on the namespace, then brings its guards in line where the wish speaks of them. */
export async function updateTenant(
  context: Context,
  writes: Writes,
  input: UpdateTenantInput,
): Promise<Tenant | undefined> {
  const { cluster, settings } = context;
  const { name, stored } = await requireTenant(context, input.name, {
    field: 'name',
    frozen: input.frozen === false,
  });
  const guarded = input.quota ?? input.containerDefaults ?? input.egress;
  // Also so that who may not read the guards changes nothing.
  const live =
    guarded || !isWhole(stored) ? await readGuards(cluster, name) : NO_GUARDS;
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) => {
      requireVersion(current, input.ifVersion);
      const before = specOf(current, live, settings.plan);
      const spec = mergeSpec(before, toWish(input));
      if (guarded) refuseIf(checkSpec(spec, input));
      return changeNamespace(current, input, spec);
    },
  );
  const tenant = Tenant.fromNamespace(namespace);
  if (!guarded) return tenant;
  try {
    const options = { members: false };
    const followed = await followWish(context, writes, namespace, options);
    return Tenant.fromNamespace(followed.namespace);
  } catch (error) {
    throw new Halted({ tenant }, error);
  }
}
