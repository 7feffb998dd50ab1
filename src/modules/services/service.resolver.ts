import type { V1Service } from '@kubernetes/client-node';
import {
  Arg,
  Ctx,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { KINDS } from '../../cluster/kinds.js';
import { inNamespace } from '../../cluster/namespaced-cluster.js';
import type { Raw } from '../../cluster/raw.js';
import { requireVersion } from '../../graphql/check-version.js';
import { type Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { findVisible, requireObject } from '../../graphql/find-object.js';
import { After, First } from '../../graphql/input-fields.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { tenantByName } from '../tenants/tenant.loader.js';
import { Tenant } from '../tenants/tenant.type.js';
import { warnOfClosedPods } from './closed-pods.js';
import {
  CreateServiceInput,
  DeleteServiceInput,
  ServiceFilter,
  UpdateServiceInput,
} from './service.input.js';
import { toService } from './service.manifest.js';
import {
  CreateServicePayload,
  DeleteServicePayload,
  UpdateServicePayload,
} from './service.payload.js';
import { Service, ServiceConnection } from './service.type.js';
import { checkCreateService, checkUpdateService } from './service-check.js';
import { toServiceField } from './service-field.js';
import { readServicesPage } from './service-page.js';
import { updateService } from './update-service.js';

@Resolver(() => Service)
export class ServiceResolver {
  @Query(() => Service, {
    nullable: true,
    description:
      'One service; null when it does not exist or the viewer may not see it.',
  })
  service(
    @Ctx() context: Context,
    @Arg('tenant', () => String, { description: 'In which tenant.' })
    tenantName: string,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Service | null> {
    return loadService(context, tenantName, name);
  }

  @Query(() => ServiceConnection, {
    nullable: true,
    description: 'Services of one tenant, or of all: read page by page.',
  })
  services(
    @Ctx() context: Context,
    @Arg('tenant', () => String, {
      nullable: true,
      description: 'In which tenant; absent: in all of them.',
    })
    tenant: string | null,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => ServiceFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: ServiceFilter,
  ): Promise<Connection<Service> | null> {
    return readServicesPage(context, tenant, { first, after }, filter);
  }

  @FieldResolver(() => Tenant, { description: 'The tenant that it lives in.' })
  tenant(
    @Root() service: Service,
    @Ctx() context: Context,
  ): Promise<Tenant | null> {
    return tenantByName(context).load(service.tenantName);
  }

  @Mutation(() => CreateServicePayload, {
    description:
      'Makes a service in front of pods, picked by app or by labels.',
  })
  createService(
    @Ctx() context: Context,
    @Arg('input', () => CreateServiceInput, { description: 'The service.' })
    input: CreateServiceInput,
  ): Promise<CreateServicePayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      CreateServicePayload,
      context,
      { input, cluster, fieldOf: toServiceField },
      async (writes) => {
        refuseIf(checkCreateService(input));
        await requireTenant(context, input.tenant);
        const { username } = await context.cluster.whoAmI();
        const service = await writes.create<Raw<V1Service>>(
          KINDS.service,
          toService(input, username),
        );
        await warnOfClosedPods(cluster, writes, service);
        return { service: Service.fromService(service) };
      },
    );
  }

  @Mutation(() => UpdateServicePayload, {
    description: 'Changes a service; what is not sent stays.',
  })
  updateService(
    @Ctx() context: Context,
    @Arg('input', () => UpdateServiceInput, { description: 'The change.' })
    input: UpdateServiceInput,
  ): Promise<UpdateServicePayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      UpdateServicePayload,
      context,
      { input, cluster, fieldOf: toServiceField },
      async (writes) => {
        refuseIf(checkUpdateService(input));
        await requireTenant(context, input.tenant);
        return { service: await updateService(cluster, writes, input) };
      },
    );
  }

  @Mutation(() => DeleteServicePayload, {
    description: 'Deletes a service. The pods behind it stay.',
  })
  deleteService(
    @Ctx() context: Context,
    @Arg('input', () => DeleteServiceInput, { description: 'Which service.' })
    input: DeleteServiceInput,
  ): Promise<DeleteServicePayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      DeleteServicePayload,
      context,
      { input, cluster },
      async (writes) => {
        await requireTenant(context, input.tenant);
        const service = await requireObject<Raw<V1Service>>(
          cluster,
          KINDS.service,
          input,
        );
        requireVersion(service, input.ifVersion);
        await writes.delete(KINDS.service, service);
        return { deletedId: Service.fromService(service).id };
      },
    );
  }
}

/** One service of a tenant, or null. */
export async function loadService(
  context: Context,
  tenantName: string,
  name: string,
): Promise<Service | null> {
  const [tenant, service] = await Promise.all([
    tenantByName(context).load(tenantName),
    findVisible<Raw<V1Service>>(
      context.cluster,
      KINDS.service,
      tenantName,
      name,
    ),
  ]);
  return tenant && service ? Service.fromService(service) : null;
}
