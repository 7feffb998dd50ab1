import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Writes } from '../../graphql/writes.js';
import { repairNamespace } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import { specOf } from './tenant-wish.js';
import type { GuardedTenant } from './write-guards.js';

/** Strikes the wish for members off when all of them have their bindings: from then on the bindings alone tell who is a member,
 * so that a repair never brings back somebody whom an admin has removed. */
export async function strikeMembers(
  writes: Writes,
  { name, spec, settings }: Pick<GuardedTenant, 'name' | 'spec' | 'settings'>,
): Promise<Tenant | undefined> {
  if (spec.members.length === 0) return undefined;
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) =>
      repairNamespace(current, {
        ...specOf(current, settings.plan),
        members: [],
      }),
  );
  return Tenant.fromNamespace(namespace);
}
