import type { Context } from '../../graphql/context.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { tenantByName } from './tenant.loader.js';
import type { Tenant } from './tenant.type.js';

/** The tenant that a mutation works in; NOT_FOUND for anything that is none, TENANT_TERMINATING for one on its way out. */
export async function requireTenant(
  context: Context,
  name: string,
  field = 'tenant',
): Promise<Tenant> {
  const tenant = await tenantByName(context).load(name);
  if (!tenant) {
    const message = `There is no tenant "${name}" that you may see.`;
    throw new Refused([
      userError(UserErrorCode.NOT_FOUND, message, { field: ['input', field] }),
    ]);
  }
  if (!tenant.terminating) return tenant;
  const message = `The tenant "${name}" is being deleted; nothing in it can change.`;
  throw new Refused([
    userError(UserErrorCode.TENANT_TERMINATING, message, {
      field: ['input', field],
    }),
  ]);
}
