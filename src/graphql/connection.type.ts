import type { ClassType } from 'type-graphql';
import { Field, Int, ObjectType } from 'type-graphql';

import type { Connection, Edge } from './connection.js';
import { PageInfo } from './page-info.type.js';

/** The GraphQL types `XEdge` and `XConnection` of a node type. */
export function connectionType<T extends object>(
  name: string,
  node: () => ClassType<T>,
  totalCount: string,
): { Edge: ClassType<Edge<T>>; Connection: ClassType<Connection<T>> } {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `One item of a page, with its cursor.`,
  })
  class EdgeType implements Edge<T> {
    @Field(() => String, {
      description: 'Pass it as `after` to go on behind this item.',
    })
    cursor!: string;

    @Field(() => node(), { description: 'The item itself.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: `A page of a list of ${name}s.`,
  })
  class ConnectionType implements Connection<T> {
    @Field(() => [node()], { description: 'The items of this page.' })
    nodes!: T[];

    @Field(() => [EdgeType], {
      description: 'The items of this page, each with its cursor.',
    })
    edges!: Edge<T>[];

    @Field(() => PageInfo, {
      description: 'Where this page stands in the list.',
    })
    pageInfo!: PageInfo;

    @Field(() => Int, { nullable: true, description: totalCount })
    totalCount?: number;
  }
  return { Edge: EdgeType, Connection: ConnectionType };
}
