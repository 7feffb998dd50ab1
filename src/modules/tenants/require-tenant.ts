import type { Context } from '../../graphql/context.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { tenantByName } from './tenant.loader.js';
import type { Tenant } from './tenant.type.js';

export interface RequireTenantOptions {
  /** Which input field names the tenant. */
  field?: string;
  /** Whether a frozen tenant will do, too. */
  frozen?: boolean;
}

/** The tenant that a mutation works in; NOT_FOUND for anything that is none, TENANT_TERMINATING for one on its way out,
 * TENANT_FROZEN for one in which nothing changes. */
export async function requireTenant(
  context: Context,
  name: string,
  { field = 'tenant', frozen = false }: RequireTenantOptions = {},
): Promise<Tenant> {
  const refuse = (code: UserErrorCode, message: string) =>
    new Refused([userError(code, message, { field: ['input', field] })]);
  const tenant = await tenantByName(context).load(name);
  if (!tenant)
    throw refuse(
      UserErrorCode.NOT_FOUND,
      `There is no tenant "${name}" that you may see.`,
    );
  if (tenant.terminating)
    throw refuse(
      UserErrorCode.TENANT_TERMINATING,
      `The tenant "${name}" is being deleted; nothing in it can change.`,
    );
  if (!frozen) refuseFrozen(tenant, ['input', field]);
  return tenant;
}

/** Ends the mutation with TENANT_FROZEN when nothing in the tenant may change. */
export function refuseFrozen(
  { name, stored }: Pick<Tenant, 'name' | 'stored'>,
  field: string[],
): void {
  if (!stored.frozen) return;
  const message = `The tenant "${name}" is frozen: it can be read, but nothing in it changes. Who may change the tenant thaws it by updateTenant with frozen: false.`;
  throw new Refused([
    userError(UserErrorCode.TENANT_FROZEN, message, { field }),
  ]);
}
