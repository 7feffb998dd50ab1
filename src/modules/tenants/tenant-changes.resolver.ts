import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import { createTenant } from './create-tenant.js';
import { deleteTenant } from './delete-tenant.js';
import { repairTenant } from './repair-tenant.js';
import {
  CreateTenantInput,
  DeleteTenantInput,
  RepairTenantInput,
  UpdateTenantInput,
} from './tenant.input.js';
import {
  CreateTenantPayload,
  DeleteTenantPayload,
  RepairTenantPayload,
  UpdateTenantPayload,
} from './tenant.payload.js';
import { Tenant } from './tenant.type.js';
import {
  checkCreateTenant,
  checkDeleteTenant,
  checkUpdateTenant,
} from './tenant-check.js';
import { toTenantField } from './tenant-field.js';
import { updateTenant } from './update-tenant.js';

@Resolver(() => Tenant)
export class TenantChangesResolver {
  @Mutation(() => CreateTenantPayload, {
    description:
      'Makes a tenant: a namespace, then what guards it (quota, limits, network policies), and at last the rights of its members.',
  })
  createTenant(
    @Ctx() context: Context,
    @Arg('input', () => CreateTenantInput, { description: 'The tenant.' })
    input: CreateTenantInput,
  ): Promise<CreateTenantPayload> {
    return mutate(
      CreateTenantPayload,
      context,
      { input, fieldOf: toTenantField },
      async (writes) => {
        refuseIf(checkCreateTenant(input, context.settings));
        return { tenant: await createTenant(context, writes, input) };
      },
    );
  }

  @Mutation(() => UpdateTenantPayload, {
    description:
      'Changes a tenant and, with it, its guards; what is not sent stays.',
  })
  updateTenant(
    @Ctx() context: Context,
    @Arg('input', () => UpdateTenantInput, { description: 'The change.' })
    input: UpdateTenantInput,
  ): Promise<UpdateTenantPayload> {
    return mutate(
      UpdateTenantPayload,
      context,
      { input, fieldOf: toTenantField },
      async (writes) => {
        refuseIf(checkUpdateTenant(input));
        return { tenant: await updateTenant(context, writes, input) };
      },
    );
  }

  @Mutation(() => RepairTenantPayload, {
    description:
      'Puts back what is missing or drifted among the guards of a tenant, and completes one whose making was interrupted.',
  })
  repairTenant(
    @Ctx() context: Context,
    @Arg('input', () => RepairTenantInput, { description: 'Which tenant.' })
    input: RepairTenantInput,
  ): Promise<RepairTenantPayload> {
    return mutate(
      RepairTenantPayload,
      context,
      { input, fieldOf: toTenantField },
      async (writes) => ({
        tenant: await repairTenant(context, writes, input),
      }),
    );
  }

  @Mutation(() => DeleteTenantPayload, {
    description:
      'Deletes a tenant with everything in it. It takes a while; the tenant stays visible until all is gone.',
  })
  deleteTenant(
    @Ctx() context: Context,
    @Arg('input', () => DeleteTenantInput, { description: 'Which tenant.' })
    input: DeleteTenantInput,
  ): Promise<DeleteTenantPayload> {
    return mutate(DeleteTenantPayload, context, { input }, async (writes) => {
      refuseIf(checkDeleteTenant(input));
      const tenant = await deleteTenant(context, writes, input);
      return { tenant, deletedId: tenant?.id };
    });
  }
}
