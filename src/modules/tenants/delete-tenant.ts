import type { V1Namespace } from '@kubernetes/client-node';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import type { Writes } from '../../graphql/writes.js';
import { requireTenant } from './require-tenant.js';
import type { DeleteTenantInput } from './tenant.input.js';
import { Tenant } from './tenant.type.js';

/** Deletes the namespace as it was read: a protection that was set in between is a conflict, not a loss. */
export async function deleteTenant(
  context: Context,
  writes: Writes,
  input: DeleteTenantInput,
): Promise<Tenant | undefined> {
  await requireTenant(context, input.name, { field: 'name' });
  const namespace = await context.cluster.get<Raw<V1Namespace>>(
    KINDS.namespace,
    undefined,
    input.name,
  );
  requireVersion(namespace, input.ifVersion);
  const tenant = Tenant.fromNamespace(namespace);
  if (tenant) refuseDeletion(tenant, ['input', 'name']);
  const gone = await writes.delete(KINDS.namespace, namespace, {
    resourceVersion: namespace.metadata?.resourceVersion,
  });
  return Tenant.fromNamespace(gone) ?? tenant;
}

/** Ends the mutation with DELETE_PROTECTED when the tenant must stay. */
export function refuseDeletion(
  { name, stored }: Pick<Tenant, 'name' | 'stored'>,
  field: string[],
): void {
  if (!stored.deleteProtected) return;
  const message = `The tenant "${name}" is protected against deletion. Lift that first by updateTenant with deleteProtected: false.`;
  throw new Refused([
    userError(UserErrorCode.DELETE_PROTECTED, message, { field }),
  ]);
}
