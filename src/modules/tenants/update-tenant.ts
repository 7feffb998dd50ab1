import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { Halted } from '../../graphql/halted.js';
import { refuseIf } from '../../graphql/refused.js';
import type { Writes } from '../../graphql/writes.js';
import { checkSpec } from './check-spec.js';
import { readGuards } from './live-guards.js';
import { requireTenant } from './require-tenant.js';
import type { UpdateTenantInput } from './tenant.input.js';
import { changeNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { mergeSpec } from './tenant-spec.js';
import { specOf, toWish } from './tenant-wish.js';
import { writeGuards } from './write-guards.js';

/** Writes the changed wish on the namespace, then brings its guards in line where the wish speaks of them. */
export async function updateTenant(
  context: Context,
  writes: Writes,
  input: UpdateTenantInput,
): Promise<Tenant | undefined> {
  const { cluster, settings } = context;
  const { name } = await requireTenant(context, input.name, {
    field: 'name',
    frozen: input.frozen === false,
  });
  const guarded = input.quota ?? input.containerDefaults ?? input.egress;
  const live = guarded && (await readGuards(cluster, name));
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) => {
      requireVersion(current, input.ifVersion);
      const spec = mergeSpec(specOf(current, settings.plan), toWish(input));
      refuseIf(checkSpec(spec, input));
      return changeNamespace(current, input, spec);
    },
  );
  const tenant = Tenant.fromNamespace(namespace);
  if (!live) return tenant;
  const spec = { ...specOf(namespace, settings.plan), members: [] };
  try {
    await writeGuards(writes, { cluster, name, spec, settings, live });
  } catch (error) {
    throw new Halted({ tenant }, error);
  }
  return tenant;
}
