import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';

import { ClusterInfoResolver } from './graphql/cluster-info.resolver.js';
import { ViewerResolver } from './graphql/viewer.resolver.js';
import { AppResolver } from './modules/apps/app.resolver.js';
import { AppLifeResolver } from './modules/apps/app-life.resolver.js';
import { AppLogsResolver } from './modules/apps/app-logs.resolver.js';
import { AppPartsResolver } from './modules/apps/app-parts.resolver.js';
import {
  AppPermissionsResolver,
  AppViewerCanResolver,
} from './modules/apps/app-permissions.resolver.js';
import { AppReleasesResolver } from './modules/apps/app-releases.resolver.js';
import {
  AppStatusResolver,
  AppStatusRolloutResolver,
} from './modules/apps/app-status.resolver.js';
import { PodAppResolver } from './modules/apps/pod-app.resolver.js';
import { RolloutResolver } from './modules/apps/rollout.resolver.js';
import { ServiceAppResolver } from './modules/apps/service-app.resolver.js';
import { TenantAppsResolver } from './modules/apps/tenant-apps.resolver.js';
import { PodResolver } from './modules/pods/pod.resolver.js';
import { PodLogsResolver } from './modules/pods/pod-logs.resolver.js';
import { PodProblemsResolver } from './modules/pods/pod-problems.resolver.js';
import { TenantPodsResolver } from './modules/pods/tenant-pods.resolver.js';
import { ResourceResolver } from './modules/resources/resource.resolver.js';
import { ResourceChangesResolver } from './modules/resources/resource-changes.resolver.js';
import { ServiceResolver } from './modules/services/service.resolver.js';
import { ServicePodsResolver } from './modules/services/service-pods.resolver.js';
import { ServiceProblemsResolver } from './modules/services/service-problems.resolver.js';
import { TenantServicesResolver } from './modules/services/tenant-services.resolver.js';
import { TenantResolver } from './modules/tenants/tenant.resolver.js';
import { TenantChangesResolver } from './modules/tenants/tenant-changes.resolver.js';
import { TenantEventsResolver } from './modules/tenants/tenant-events.resolver.js';
import { TenantGuardsResolver } from './modules/tenants/tenant-guards.resolver.js';
import { TenantMembersResolver } from './modules/tenants/tenant-members.resolver.js';
import {
  TenantPermissionsResolver,
  TenantViewerCanResolver,
} from './modules/tenants/tenant-permissions.resolver.js';
import { NodeResolver } from './node.resolver.js';

/** The whole schema: the table of contents of the product. */
export async function createSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    validate: false,
    resolvers: [
      ClusterInfoResolver,
      ViewerResolver,
      NodeResolver,
      TenantResolver,
      TenantEventsResolver,
      TenantGuardsResolver,
      TenantViewerCanResolver,
      TenantPermissionsResolver,
      TenantChangesResolver,
      TenantMembersResolver,
      PodResolver,
      PodProblemsResolver,
      PodLogsResolver,
      TenantPodsResolver,
      ServiceResolver,
      TenantServicesResolver,
      ServicePodsResolver,
      ServiceProblemsResolver,
      AppResolver,
      AppLifeResolver,
      AppLogsResolver,
      AppPartsResolver,
      AppViewerCanResolver,
      AppPermissionsResolver,
      AppStatusResolver,
      AppStatusRolloutResolver,
      TenantAppsResolver,
      RolloutResolver,
      AppReleasesResolver,
      PodAppResolver,
      ServiceAppResolver,
      ResourceResolver,
      ResourceChangesResolver,
    ],
  });
  describe(
    schema.getQueryType(),
    'What can be asked. Everything is read with the rights of the caller.',
  );
  describe(
    schema.getMutationType(),
    'What can be changed, with the rights of the caller. An expected refusal is data: see `userErrors`.',
  );
  return schema;
}

function describe(
  type: GraphQLObjectType | null | undefined,
  description: string,
): void {
  if (type) type.description = description;
}
