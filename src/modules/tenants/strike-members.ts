import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Writes } from '../../graphql/writes.js';
import { changeWaitingMembers } from './tenant.manifest.js';
import { Tenant } from './tenant.type.js';
import type { GuardedTenant } from './write-guards.js';

/** Strikes the wish for members off when all of them have their bindings: from then on the bindings alone tell who is a member,
 * so that a repair never brings back somebody whom an admin has removed. */
export async function strikeMembers(
  writes: Writes,
  { name, spec }: Pick<GuardedTenant, 'name' | 'spec'>,
): Promise<Tenant | undefined> {
  if (spec.members.length === 0) return undefined;
  const namespace = await writes.change<Raw<V1Namespace>>(
    KINDS.namespace,
    { name },
    (current) => changeWaitingMembers(current, () => []),
  );
  return Tenant.fromNamespace(namespace);
}
