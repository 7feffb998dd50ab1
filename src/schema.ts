import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';

import { ClusterInfoResolver } from './graphql/cluster-info.resolver.js';
import { ViewerResolver } from './graphql/viewer.resolver.js';
import { AppResolver } from './modules/apps/app.resolver.js';
import { AppPartsResolver } from './modules/apps/app-parts.resolver.js';
import { PodAppResolver } from './modules/apps/pod-app.resolver.js';
import { ServiceAppResolver } from './modules/apps/service-app.resolver.js';
import { TenantAppsResolver } from './modules/apps/tenant-apps.resolver.js';
import { PodResolver } from './modules/pods/pod.resolver.js';
import { TenantPodsResolver } from './modules/pods/tenant-pods.resolver.js';
import { ServiceResolver } from './modules/services/service.resolver.js';
import { ServicePodsResolver } from './modules/services/service-pods.resolver.js';
import { TenantServicesResolver } from './modules/services/tenant-services.resolver.js';
import { TenantResolver } from './modules/tenants/tenant.resolver.js';
import { NodeResolver } from './node.resolver.js';

/** The whole schema: the table of contents of the product. */
export function createSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    validate: false,
    resolvers: [
      ClusterInfoResolver,
      ViewerResolver,
      NodeResolver,
      TenantResolver,
      PodResolver,
      TenantPodsResolver,
      ServiceResolver,
      TenantServicesResolver,
      ServicePodsResolver,
      AppResolver,
      AppPartsResolver,
      TenantAppsResolver,
      PodAppResolver,
      ServiceAppResolver,
    ],
  });
}
