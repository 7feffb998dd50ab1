import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { permissionInNamespace } from '../../graphql/permission.js';
import { Permission } from '../../graphql/viewer.type.js';
import { Tenant } from './tenant.type.js';
import { TenantPermissions } from './tenant-permissions.type.js';

@Resolver(() => Tenant)
export class TenantViewerCanResolver {
  @FieldResolver(() => TenantPermissions, {
    nullable: true,
    description: 'What the viewer may do with it.',
  })
  viewerCan(@Root() { name }: Tenant): TenantPermissions {
    return new TenantPermissions(name);
  }
}

const RBAC = 'rbac.authorization.k8s.io';

/** Each permission is asked for only when it is selected. */
@Resolver(() => TenantPermissions)
export class TenantPermissionsResolver {
  @FieldResolver(() => Permission, {
    description: 'Change the tenant itself: its quota, labels, protection.',
  })
  update(
    @Root() { tenantName: name }: TenantPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const deed = { verb: 'update', group: '', resource: 'namespaces', name };
    return permissionInNamespace(context)(name, deed);
  }

  @FieldResolver(() => Permission, {
    description: 'Delete it with everything in it.',
  })
  delete(
    @Root() { tenantName: name }: TenantPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const deed = { verb: 'delete', group: '', resource: 'namespaces', name };
    return permissionInNamespace(context)(name, deed);
  }

  @FieldResolver(() => Permission, {
    description: 'Say who is a member, in which role.',
  })
  manageMembers(
    @Root() { tenantName }: TenantPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const deed = { verb: 'create', group: RBAC, resource: 'rolebindings' };
    return permissionInNamespace(context)(tenantName, deed);
  }

  @FieldResolver(() => Permission, { description: 'Make apps in it.' })
  createApp(
    @Root() { tenantName }: TenantPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const deed = { verb: 'create', group: 'apps', resource: 'deployments' };
    return permissionInNamespace(context)(tenantName, deed);
  }

  @FieldResolver(() => Permission, {
    description: 'Read the values of its Secrets at the cluster.',
  })
  readSecrets(
    @Root() { tenantName }: TenantPermissions,
    @Ctx() context: Context,
  ): Promise<Permission> {
    const deed = { verb: 'get', group: '', resource: 'secrets' };
    return permissionInNamespace(context)(tenantName, deed);
  }
}
