import type { V1Namespace } from '@kubernetes/client-node';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Plan } from '../../graphql/context.js';
import { toContainerDefaults } from './container-defaults.input.js';
import { toFoundWish } from './found-wish.js';
import type { LiveGuards } from './live-guards.js';
import { toMember } from './member.input.js';
import { toQuota } from './quota.input.js';
import type { CreateTenantInput, UpdateTenantInput } from './tenant.input.js';
import { toPodSecurityLevel } from './tenant.manifest.js';
import {
  fromSpecText,
  type TenantSpec,
  type TenantWish,
  toSpec,
} from './tenant-spec.js';

/** What an input wishes for the guards of a tenant. */
export function toWish(
  input: Partial<CreateTenantInput & UpdateTenantInput>,
): TenantWish {
  return {
    quota: toQuota(input.quota),
    containerDefaults: toContainerDefaults(input.containerDefaults),
    podSecurity: input.podSecurity,
    egress: input.egress,
    members: input.members?.map(toMember),
    frozen: input.frozen,
    deleteProtected: input.deleteProtected,
  };
}

/** What a namespace carries of the wish for it. */
export function storedIn({ metadata }: Raw<V1Namespace>): TenantWish {
  return fromSpecText(metadata?.annotations?.[ANNOTATIONS.spec]);
}

/** The whole spec of a tenant: what its namespace carries, else what stands there, else the plan. */
export function specOf(
  namespace: Raw<V1Namespace>,
  { find }: Pick<LiveGuards, 'find'>,
  plan: Plan,
): TenantSpec {
  const level = toPodSecurityLevel(namespace.metadata?.labels);
  return toSpec(storedIn(namespace), toFoundWish(level, find), plan);
}
