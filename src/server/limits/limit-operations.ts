import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

import type { Context } from '../../graphql/context.js';
import { refuseOperation } from '../refuse-operation.js';
import { sizeOf } from './document-size.js';
import { costOf } from './operation-cost.js';

const MOST = { depth: 15, aliases: 30, queries: 20, mutations: 10 };

/** The cost of an operation as `extensions.cost` tells it: calls to the cluster, at most. */
export interface Cost {
  requested: number;
  maximum: number;
}

/** Refuses operations that are too deep, too wide or too expensive before anything of them runs. */
export function limitOperations(maximum: number): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ schema }) {
      let cost: Cost | undefined;
      return {
        async didResolveOperation({ document, operation, request }) {
          if (!operation) return;
          refuseLarge(document, operation);
          const requested = costIn(schema, document, operation, request);
          cost = { requested, maximum };
          if (requested > maximum)
            throw refuseOperation(
              'QUERY_TOO_COMPLEX',
              `This operation may need ${requested} calls to the cluster, and ${maximum} are allowed. Ask for smaller pages (\`first\`), or leave out what is asked for each object alone, such as permissions and logs.`,
              { cost },
            );
        },
        async willSendResponse({ response: { body } }) {
          if (cost && body.kind === 'single')
            body.singleResult.extensions = {
              ...body.singleResult.extensions,
              cost,
            };
        },
      };
    },
  };
}

function refuseLarge(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): void {
  const { depth, aliases, rootFields } = sizeOf(document, operation);
  const most =
    operation.operation === 'mutation' ? MOST.mutations : MOST.queries;
  refuseAbove('fields within fields', depth, MOST.depth);
  refuseAbove('aliases', aliases, MOST.aliases);
  refuseAbove(`fields of the ${operation.operation} itself`, rootFields, most);
}

function refuseAbove(what: string, found: number, most: number): void {
  if (found > most)
    throw refuseOperation(
      'QUERY_TOO_COMPLEX',
      `The operation has ${found} ${what}, and ${most} are allowed. Ask in several operations.`,
    );
}

/** Nothing for variables that do not fit: execution tells what is wrong with them. */
function costIn(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { variables = {} }: { variables?: Record<string, unknown> },
): number {
  const { coerced } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables,
  );
  return coerced ? costOf(schema, document, operation, coerced) : 0;
}
