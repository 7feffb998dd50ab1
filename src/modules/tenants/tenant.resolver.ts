import type { V1Namespace } from '@kubernetes/client-node';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';

import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Connection } from '../../graphql/connection.js';
import { connectionType } from '../../graphql/connection.type.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import { requireTenant } from './require-tenant.js';
import {
  checkCreateTenant,
  checkDeleteTenant,
  checkUpdateTenant,
  CreateTenantInput,
  DeleteTenantInput,
  TenantFilter,
  TenantOrder,
  UpdateTenantInput,
} from './tenant.input.js';
import { tenantByName } from './tenant.loader.js';
import { changeNamespace, toNamespace } from './tenant.manifest.js';
import {
  CreateTenantPayload,
  DeleteTenantPayload,
  UpdateTenantPayload,
} from './tenant.payload.js';
import { Tenant } from './tenant.type.js';
import { toTenantField } from './tenant-field.js';
import { readTenantsPage } from './tenant-page.js';

const { Connection: TenantConnection } = connectionType(
  'Tenant',
  () => Tenant,
  'How many tenants fit the filter; null when that would mean to read more than this page.',
);

@Resolver(() => Tenant)
export class TenantResolver {
  @Query(() => Tenant, {
    nullable: true,
    description:
      'One tenant; null when it does not exist or the viewer may not see it.',
  })
  tenant(
    @Ctx() context: Context,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Tenant | null> {
    return tenantByName(context).load(name);
  }

  @Query(() => TenantConnection, {
    nullable: true,
    description:
      'The tenants that the viewer may see. Without the right to list namespaces these are the ones in which a role is bound to the viewer or to a group of theirs.',
  })
  tenants(
    @Ctx() context: Context,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => TenantFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: TenantFilter,
    @Arg('orderBy', () => TenantOrder, {
      nullable: true,
      defaultValue: TenantOrder.NAME,
      description: 'In which order.',
    })
    orderBy?: TenantOrder,
  ): Promise<Connection<Tenant>> {
    return readTenantsPage(context, { first, after, filter, orderBy });
  }

  @Mutation(() => CreateTenantPayload, {
    description:
      'Makes a tenant: a namespace with the labels that set it apart.',
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
        refuseIf(checkCreateTenant(input, context.settings.reservedTenants));
        const { username } = await context.cluster.whoAmI();
        const namespace = await writes.create<Raw<V1Namespace>>(
          KINDS.namespace,
          toNamespace(input, username),
        );
        return { tenant: Tenant.fromNamespace(namespace) };
      },
    );
  }

  @Mutation(() => UpdateTenantPayload, {
    description: 'Changes a tenant; what is not sent stays.',
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
        const { name } = await requireTenant(context, input.name, 'name');
        const namespace = await writes.change<Raw<V1Namespace>>(
          KINDS.namespace,
          { name },
          (current) => {
            requireVersion(current, input.ifVersion);
            return changeNamespace(current, input);
          },
        );
        return { tenant: Tenant.fromNamespace(namespace) };
      },
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
      await requireTenant(context, input.name, 'name');
      const namespace = await context.cluster.get<Raw<V1Namespace>>(
        KINDS.namespace,
        undefined,
        input.name,
      );
      requireVersion(namespace, input.ifVersion);
      await writes.delete(KINDS.namespace, namespace);
      const tenant = Tenant.fromNamespace(namespace);
      return { tenant, deletedId: tenant?.id };
    });
  }
}
