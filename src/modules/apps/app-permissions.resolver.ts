import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { type Deed, permissionInNamespace } from '../../graphql/permission.js';
import { Permission } from '../../graphql/viewer.type.js';
import { App, Workload } from './app.type.js';
import { AppPermissions } from './app-permissions.type.js';
import { WORKLOAD_KINDS } from './workload.js';

@Resolver(() => App)
export class AppViewerCanResolver {
  @FieldResolver(() => AppPermissions, {
    nullable: true,
    description: 'What the viewer may do with it.',
  })
  viewerCan(@Root() app: App): AppPermissions {
    return new AppPermissions(app);
  }
}

/** Each permission is asked for only when it is selected. */
@Resolver(() => AppPermissions)
export class AppPermissionsResolver {
  @FieldResolver(() => Permission, {
    description:
      'Change it: its image, variables, secrets, ports; stop and start it.',
  })
  update(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    return may(context, app, toDeed(app, 'update'));
  }

  @FieldResolver(() => Permission, { description: 'Set the number of pods.' })
  scale(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    return may(context, app, toDeed(app, 'patch', 'scale'));
  }

  @FieldResolver(() => Permission, {
    description: 'Replace its pods one by one.',
  })
  async restart(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    return (
      unsupported(app, 'restarted') ?? may(context, app, toDeed(app, 'update'))
    );
  }

  @FieldResolver(() => Permission, {
    description: 'Bring an earlier revision back.',
  })
  async rollback(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const refused = unsupported(app, 'rolled back');
    if (refused) return refused;
    const [list, update] = await Promise.all([
      may(context, app, {
        verb: 'list',
        group: 'apps',
        resource: 'replicasets',
      }),
      may(context, app, toDeed(app, 'update')),
    ]);
    return list.allowed ? update : list;
  }

  @FieldResolver(() => Permission, {
    description: 'Delete it with all that belongs to it.',
  })
  delete(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    return may(context, app, toDeed(app, 'delete'));
  }

  @FieldResolver(() => Permission, {
    description: 'Read what its pods have printed.',
  })
  readLogs(
    @Root() { app }: AppPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    return may(context, app, { verb: 'get', group: '', resource: 'pods/log' });
  }
}

function may(context: Context, app: App, deed: Deed): Promise<Permission> {
  return permissionInNamespace(context)(app.tenantName, deed);
}

/** Something that is done to the workload. */
function toDeed(
  { workload, name }: App,
  verb: string,
  subresource?: string,
): Deed {
  const { apiVersion, plural } = WORKLOAD_KINDS[workload];
  return {
    ...{ verb, name },
    group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
    resource: subresource ? `${plural}/${subresource}` : plural,
  };
}

/** No right helps where the kind of workload cannot do it. */
function unsupported({ workload }: App, done: string): Permission | undefined {
  if (workload === Workload.DEPLOYMENT) return undefined;
  return Object.assign(new Permission(), {
    allowed: false,
    reason: `A ReplicationController cannot be ${done}.`,
  });
}
