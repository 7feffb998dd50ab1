import type { V1RoleBinding } from '@kubernetes/client-node';

import { sameJson } from '../../lib/json-diff.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { Context } from '../../graphql/context.js';
import type { ObjectRules, Touched } from '../../graphql/object-rules.js';
import { Refused } from '../../graphql/refused.js';
import { userError, UserErrorCode } from '../../graphql/user-error.type.js';
import { refuseDeletion } from './delete-tenant.js';
import { readBindings } from './live-guards.js';
import { toClusterRole } from './member.manifest.js';
import { MemberRole } from './member.type.js';
import { refuseFrozen } from './require-tenant.js';
import { tenantByName } from './tenant.loader.js';
import type { Tenant } from './tenant.type.js';

type Binding = Raw<V1RoleBinding>;

const ADMIN = toClusterRole(MemberRole.ADMIN);

/** Ends a mutation that what guards tenants against mistakes forbids: freeze, confirmation, delete protection and the last admin
 * hold here as they do in the mutations of tenants. Anything outside of tenants passes. */
async function obey(
  context: Context,
  { kind, namespace, name, field, body }: Touched,
): Promise<void> {
  const isNamespace = isKind(kind, KINDS.namespace);
  const tenant = await tenantOf(context, isNamespace ? name : namespace);
  if (!tenant) return;
  refuseFrozen(tenant, field);
  if (isNamespace && body === undefined) throw refuseWholeTenant(tenant, field);
  if (isKind(kind, KINDS.roleBinding))
    await keepAnAdmin(
      context,
      tenant.name,
      field,
      (binding) =>
        binding.metadata?.name === name && !keepsSubjects(binding, body),
    );
}

/** The same for the deletion of all objects of a kind that selectors pick in a namespace. */
async function obeyInBulk(
  context: Context,
  { kind, namespace }: Pick<Touched, 'kind' | 'namespace'>,
  selectors: { labelSelector?: string; fieldSelector?: string },
): Promise<void> {
  const field = ['input', 'namespace'];
  const tenant = await tenantOf(context, namespace);
  if (!tenant) return;
  refuseFrozen(tenant, field);
  if (!isKind(kind, KINDS.roleBinding)) return;
  const { items } = await context.cluster.list<Binding, string | undefined>(
    KINDS.roleBinding,
    {
      ...{ namespace, ...selectors },
      fields: ['metadata.name'],
      project: ({ metadata }) => metadata?.name,
    },
  );
  await keepAnAdmin(context, tenant.name, field, ({ metadata }) =>
    items.includes(metadata?.name),
  );
}

async function tenantOf(
  context: Context,
  name: string | undefined,
): Promise<Tenant | null> {
  return name === undefined ? null : tenantByName(context).load(name);
}

/** A whole tenant is deleted by the mutation that asks for its name a second time. */
function refuseWholeTenant(tenant: Tenant, field: string[]): unknown {
  refuseDeletion(tenant, field);
  const message = `The namespace "${tenant.name}" is a tenant: deleteTenant deletes it, with confirmName, so that nobody does by mistake.`;
  return new Refused([
    userError(UserErrorCode.NOT_CONFIRMED, message, { field }),
  ]);
}

/** Refuses what takes away or changes the binding of the last admin. */
async function keepAnAdmin(
  context: Context,
  tenant: string,
  field: string[],
  touches: (binding: Binding) => boolean,
): Promise<void> {
  const bindings = await readBindings(context.cluster, tenant);
  const admins = bindings.filter(
    ({ roleRef, subjects = [] }) =>
      roleRef.kind === 'ClusterRole' &&
      roleRef.name === ADMIN &&
      subjects.length > 0,
  );
  if (!admins.some(touches) || !admins.every(touches)) return;
  const message = `Then the tenant "${tenant}" would have no admin. Make somebody else ADMIN first, by setTenantMember.`;
  throw new Refused([userError(UserErrorCode.LAST_ADMIN, message, { field })]);
}

/** Whether those whom a binding names are the same afterwards. */
function keepsSubjects({ subjects }: Binding, body: unknown): boolean {
  if (body === undefined) return false;
  if (Array.isArray(body))
    return !body.some(({ path }: { path?: string }) =>
      path?.startsWith('/subjects'),
    );
  const after = (body as Partial<Binding>).subjects;
  return after === undefined || sameJson(after, subjects);
}

function isKind(
  { apiVersion, kind }: Touched['kind'],
  wanted: { apiVersion: string; kind: string },
): boolean {
  return apiVersion === wanted.apiVersion && kind === wanted.kind;
}

/** The rules of tenants, for mutations that know nothing of tenants. */
export const tenantRules: ObjectRules = { obey, obeyInBulk };
