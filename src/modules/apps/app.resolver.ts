import {
  Arg,
  Ctx,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { inNamespace } from '../../cluster/namespaced-cluster.js';
import { type Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import { tenantByName, tenantsBySelector } from '../tenants/tenant.loader.js';
import { Tenant } from '../tenants/tenant.type.js';
import {
  AppFilter,
  AppOrder,
  DeleteAppInput,
  ScaleAppInput,
} from './app.input.js';
import { appByName, appsByTenant } from './app.loader.js';
import {
  CreateAppPayload,
  DeleteAppPayload,
  ScaleAppPayload,
  UpdateAppPayload,
} from './app.payload.js';
import { App, AppConnection } from './app.type.js';
import { checkCreateApp, checkReplicas, checkUpdateApp } from './app-check.js';
import { toAppField } from './app-field.js';
import { appsPage } from './app-page.js';
import { CreateAppInput } from './create-app.input.js';
import { createApp } from './create-app.js';
import { deleteApp } from './delete-app.js';
import { scaleApp } from './scale-app.js';
import { UpdateAppInput } from './update-app.input.js';
import { updateApp } from './update-app.js';

@Resolver(() => App)
export class AppResolver {
  @Query(() => App, {
    nullable: true,
    description:
      'One app; null when it does not exist or the viewer may not see it.',
  })
  app(
    @Ctx() context: Context,
    @Arg('tenant', () => String, { description: 'In which tenant.' })
    tenantName: string,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<App | null> {
    return loadApp(context, tenantName, name);
  }

  @Query(() => AppConnection, {
    nullable: true,
    description:
      'Apps of one tenant, or of all. All of them needs the right to list cluster-wide.',
  })
  async apps(
    @Ctx() context: Context,
    @Arg('tenant', () => String, {
      nullable: true,
      description: 'In which tenant; absent: in all of them.',
    })
    tenantName: string | null,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => AppFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: AppFilter,
    @Arg('orderBy', () => AppOrder, {
      nullable: true,
      defaultValue: AppOrder.NAME,
      description: 'In which order.',
    })
    orderBy?: AppOrder,
  ): Promise<Connection<App> | null> {
    const apps = await loadApps(context, tenantName, filter?.labelSelector);
    return apps && appsPage(context, apps, { first, after }, filter, orderBy);
  }

  @FieldResolver(() => Tenant, { description: 'The tenant that it lives in.' })
  tenant(@Root() app: App, @Ctx() context: Context): Promise<Tenant | null> {
    return tenantByName(context).load(app.tenantName);
  }

  @Mutation(() => CreateAppPayload, {
    description:
      'Makes an app: its secrets, its workload, and a Service for its exposed ports. All or none.',
  })
  createApp(
    @Ctx() context: Context,
    @Arg('input', () => CreateAppInput, { description: 'The app.' })
    input: CreateAppInput,
  ): Promise<CreateAppPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      CreateAppPayload,
      context,
      { input, cluster, fieldOf: toAppField },
      async (writes) => {
        refuseIf(checkCreateApp(input));
        return createApp(context, cluster, writes, input);
      },
    );
  }

  @Mutation(() => UpdateAppPayload, {
    description:
      'Changes an app; what is not sent stays. A new pod template replaces the pods of a Deployment one by one.',
  })
  updateApp(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAppInput, { description: 'The change.' })
    input: UpdateAppInput,
  ): Promise<UpdateAppPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      UpdateAppPayload,
      context,
      { input, cluster, fieldOf: toAppField },
      async (writes) => {
        refuseIf(checkUpdateApp(input));
        return updateApp(context, cluster, writes, input);
      },
    );
  }

  @Mutation(() => ScaleAppPayload, {
    description: 'Sets the number of pods; the running ones are not restarted.',
  })
  scaleApp(
    @Ctx() context: Context,
    @Arg('input', () => ScaleAppInput, { description: 'The number.' })
    input: ScaleAppInput,
  ): Promise<ScaleAppPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      ScaleAppPayload,
      context,
      { input, cluster, fieldOf: toAppField },
      async (writes) => {
        refuseIf(checkReplicas(input.replicas));
        return scaleApp(context, cluster, writes, input);
      },
    );
  }

  @Mutation(() => DeleteAppPayload, {
    description:
      'Deletes an app with its pods, its Service and its secrets. `changes` says what else pointed to it and is kept.',
  })
  deleteApp(
    @Ctx() context: Context,
    @Arg('input', () => DeleteAppInput, { description: 'Which app.' })
    input: DeleteAppInput,
  ): Promise<DeleteAppPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      DeleteAppPayload,
      context,
      { input, cluster },
      async (writes) => ({
        deletedId: await deleteApp(context, cluster, writes, input),
      }),
    );
  }
}

/** One app of a tenant, or null. */
export async function loadApp(
  context: Context,
  tenantName: string,
  name: string,
): Promise<App | null> {
  const [tenant, app] = await Promise.all([
    tenantByName(context).load(tenantName),
    appByName(context).load(`${tenantName}/${name}`),
  ]);
  return tenant && app;
}

async function loadApps(
  context: Context,
  tenantName: string | null | undefined,
  selector?: string,
): Promise<App[] | null> {
  const lists = appsByTenant(context)(selector);
  if (tenantName != null) {
    const tenant = tenantByName(context).load(tenantName);
    const apps = lists.load(tenantName);
    // Who may not see the tenant learns nothing from what its apps answer.
    await Promise.allSettled([tenant, apps]);
    return (await tenant) && apps;
  }
  const [tenants, apps] = await Promise.all([
    tenantsBySelector(context)(),
    lists.loadAll(),
  ]);
  const names = new Set(tenants.map(({ name }) => name));
  return apps.filter((app) => names.has(app.tenantName));
}
