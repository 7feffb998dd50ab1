import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';

import type { Context } from '../graphql/context.js';

/** One line for each operation; never its text, its variables, or who sent it with which token. */
export function logRequests(
  log: FastifyBaseLogger,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      const started = performance.now();
      return {
        async willSendResponse({
          contextValue,
          operation,
          operationName,
          response: { body },
        }) {
          const errors =
            body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          const entry = {
            operation: operationName?.slice(0, 100),
            type: operation?.operation,
            milliseconds: Math.round(performance.now() - started),
            clusterRequests: contextValue.cluster.usage.requests,
            errors:
              errors.length > 0
                ? [...new Set(errors.map(({ extensions }) => extensions?.code))]
                : undefined,
          };
          log.info(entry, 'operation');
        },
      };
    },
  };
}
