import { checkLabels } from '../../graphql/check-labels.js';
import { checkDnsLabel } from '../../graphql/check-name.js';
import type { Settings } from '../../graphql/context.js';
import {
  type UserError,
  userError,
  UserErrorCode,
} from '../../graphql/user-error.type.js';
import { checkSpec } from './check-spec.js';
import { checkContainerDefaults } from './container-defaults.input.js';
import { checkMembers } from './member.input.js';
import { checkQuota } from './quota.input.js';
import type {
  CreateTenantInput,
  DeleteTenantInput,
  UpdateTenantInput,
} from './tenant.input.js';
import { mergeSpec, toDefaultSpec } from './tenant-spec.js';
import { toWish } from './tenant-wish.js';

/** A wish for a tenant: its name, its labels, its members, and guards that fit together. */
export function checkCreateTenant(
  input: CreateTenantInput,
  { reservedTenants, plan }: Settings,
): UserError[] {
  const { name } = input;
  if (isReserved(name) || reservedTenants.includes(name)) {
    const message = `"${name}" is kept for the cluster itself. Choose another name.`;
    return [
      userError(UserErrorCode.NAME_RESERVED, message, {
        field: ['input', 'name'],
      }),
    ];
  }
  const wrong = [
    ...checkDnsLabel(['name'], name),
    ...checkLabels(input.labels, 'labels', true),
    ...checkGuards(input),
    ...checkMembers(name, input.members),
  ];
  if (wrong.length > 0) return wrong;
  return checkSpec(mergeSpec(toDefaultSpec(plan), toWish(input)), input);
}

/** A change of a tenant, by itself; how it fits what is there is told by checkSpec. */
export function checkUpdateTenant(input: UpdateTenantInput): UserError[] {
  return [...checkLabels(input.labels, 'labels', true), ...checkGuards(input)];
}

/** The name must be repeated exactly. */
export function checkDeleteTenant({
  name,
  confirmName,
}: DeleteTenantInput): UserError[] {
  if (name === confirmName) return [];
  const message = `confirmName is "${confirmName}" but the tenant is "${name}": repeat its name to delete it with everything in it.`;
  return [
    userError(UserErrorCode.NOT_CONFIRMED, message, {
      field: ['input', 'confirmName'],
    }),
  ];
}

function isReserved(name: string): boolean {
  return name === 'default' || /^(kube|openshift)-/.test(name);
}

function checkGuards(
  input: CreateTenantInput | UpdateTenantInput,
): UserError[] {
  return [
    ...checkQuota(input.quota),
    ...checkContainerDefaults(input.containerDefaults),
  ];
}
