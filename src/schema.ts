import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';

import { ClusterInfoResolver } from './graphql/cluster-info.resolver.js';
import { ViewerResolver } from './graphql/viewer.resolver.js';

/** The whole schema: the table of contents of the product. */
export function createSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    validate: false,
    resolvers: [ClusterInfoResolver, ViewerResolver],
  });
}
