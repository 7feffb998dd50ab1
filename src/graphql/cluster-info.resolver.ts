import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';

import { Cluster, ClusterNode, ClusterSource } from './cluster-info.type.js';
import type { Context } from './context.js';
import { clusterNodes } from './node-list.loader.js';

@Resolver(() => Cluster)
export class ClusterInfoResolver {
  @Query(() => Cluster, {
    nullable: true,
    description: 'The Kubernetes cluster behind this API.',
  })
  async cluster(@Ctx() context: Context): Promise<Cluster> {
    return Object.assign(new Cluster(), {
      version: await context.clusterVersion(),
      source: ClusterSource[context.source],
    });
  }

  @FieldResolver(() => [ClusterNode], {
    nullable: true,
    description: 'Its machines. Needs the right to list nodes.',
  })
  nodes(@Ctx() context: Context): Promise<ClusterNode[]> {
    return clusterNodes(context)();
  }
}
