import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import { inNamespace } from '../../cluster/namespaced-cluster.js';
import type { Context } from '../../graphql/context.js';
import { mutate } from '../../graphql/mutate.js';
import { forgetReads } from '../../graphql/per-request.js';
import { refuseIf } from '../../graphql/refused.js';
import {
  checkIdentity,
  checkMember,
  RemoveTenantMemberInput,
  SetTenantMemberInput,
} from './member.input.js';
import { removeMember } from './remove-member.js';
import { requireTenant } from './require-tenant.js';
import { setMember } from './set-member.js';
import { tenantByName } from './tenant.loader.js';
import {
  RemoveTenantMemberPayload,
  SetTenantMemberPayload,
} from './tenant.payload.js';
import { Tenant } from './tenant.type.js';

@Resolver(() => Tenant)
export class TenantMembersResolver {
  @Mutation(() => SetTenantMemberPayload, {
    description:
      'Makes somebody a member of a tenant, or gives a member another role. The last admin stays one.',
  })
  setTenantMember(
    @Ctx() context: Context,
    @Arg('input', () => SetTenantMemberInput, { description: 'The member.' })
    input: SetTenantMemberInput,
  ): Promise<SetTenantMemberPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      SetTenantMemberPayload,
      context,
      { input, cluster },
      async (writes) => {
        refuseIf(checkMember(['member'], input.tenant, input.member));
        await requireTenant(context, input.tenant);
        await setMember(cluster, writes, input);
        return { tenant: await reload(context, input.tenant) };
      },
    );
  }

  @Mutation(() => RemoveTenantMemberPayload, {
    description: 'Takes the rights of a member. The last admin stays one.',
  })
  removeTenantMember(
    @Ctx() context: Context,
    @Arg('input', () => RemoveTenantMemberInput, {
      description: 'Who leaves.',
    })
    input: RemoveTenantMemberInput,
  ): Promise<RemoveTenantMemberPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      RemoveTenantMemberPayload,
      context,
      { input, cluster },
      async (writes) => {
        refuseIf(checkIdentity([], input));
        const tenant = await requireTenant(context, input.tenant);
        await removeMember(context, writes, tenant, input);
        return { tenant: await reload(context, input.tenant) };
      },
    );
  }
}

/** Null for somebody who has just removed themselves. */
async function reload(
  context: Context,
  name: string,
): Promise<Tenant | undefined> {
  forgetReads(context);
  return (await tenantByName(context).load(name)) ?? undefined;
}
