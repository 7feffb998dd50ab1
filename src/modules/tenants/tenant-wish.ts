import type { V1Namespace } from '@kubernetes/client-node';

import { ANNOTATIONS } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Plan } from '../../graphql/context.js';
import { toContainerDefaults } from './container-defaults.input.js';
import { toMember } from './member.input.js';
import { toQuota } from './quota.input.js';
import type { CreateTenantInput, UpdateTenantInput } from './tenant.input.js';
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

/** The whole spec that a namespace carries. */
export function specOf({ metadata }: Raw<V1Namespace>, plan: Plan): TenantSpec {
  return toSpec(fromSpecText(metadata?.annotations?.[ANNOTATIONS.spec]), plan);
}
