import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { ContainerDefaults } from './container-defaults.type.js';
import {
  guardObjectsByTenant,
  limitRangesByTenant,
  quotasByTenant,
  roleBindingsByTenant,
} from './guard.loader.js';
import { Guard } from './guard.type.js';
import { requireReadable } from './guard-states.js';
import { toContainerDefaults } from './limit-range-defaults.js';
import { Member } from './member.type.js';
import { toMembers } from './members.js';
import { QuotaLine, toQuotaLines } from './quota-line.type.js';
import { Tenant } from './tenant.type.js';
import { TenantPhase } from './tenant-phase.type.js';
import { guardsOfTenant, stateOfTenant } from './tenant-state.loader.js';

@Resolver(() => Tenant)
export class TenantGuardsResolver {
  @FieldResolver(() => TenantPhase, {
    description: 'How it is, as far as the viewer may see.',
  })
  async phase(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
  ): Promise<TenantPhase> {
    return (await stateOfTenant(context)(tenant)).phase;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'One sentence behind the phase; null when there is nothing to say.',
  })
  async message(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
  ): Promise<string | undefined> {
    return (await stateOfTenant(context)(tenant)).message;
  }

  @FieldResolver(() => [Guard], {
    nullable: true,
    description:
      'The Kubernetes objects that protect it, each with how it is. What the viewer may not read is UNKNOWN.',
  })
  async guards(
    @Root() tenant: Tenant,
    @Ctx() context: Context,
  ): Promise<Guard[]> {
    requireReadable(await guardObjectsByTenant(context)(tenant.name));
    return guardsOfTenant(context)(tenant);
  }

  @FieldResolver(() => [QuotaLine], {
    nullable: true,
    description:
      'What it may use and does, as the cluster has counted it; empty as long as it has not.',
  })
  async quota(
    @Root() { name }: Tenant,
    @Ctx() context: Context,
  ): Promise<QuotaLine[]> {
    return toQuotaLines(await quotasByTenant(context).load(name));
  }

  @FieldResolver(() => ContainerDefaults, {
    nullable: true,
    description:
      'What its containers get that ask for nothing, and the most they may ask for.',
  })
  async containerDefaults(
    @Root() { name }: Tenant,
    @Ctx() context: Context,
  ): Promise<ContainerDefaults> {
    return toContainerDefaults(await limitRangesByTenant(context).load(name));
  }

  @FieldResolver(() => [Member], {
    nullable: true,
    description:
      'Who has one of the three roles in it. Needs the right to list its RoleBindings, which its admins have.',
  })
  async members(
    @Root() { name }: Tenant,
    @Ctx() context: Context,
  ): Promise<Member[]> {
    return toMembers(await roleBindingsByTenant(context).load(name));
  }
}
