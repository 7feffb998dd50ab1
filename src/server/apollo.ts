import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';

import type { Context } from '../graphql/context.js';
import { askedFields } from './asked-fields.js';
import { clusterUsage } from './cluster-usage.js';
import { compiledGateway } from './compiled-queries.js';
import { createFormatError } from './format-error.js';
import { limitOperations } from './limits/limit-operations.js';
import { logRequests } from './log-requests.js';
import { noIntrospection } from './no-introspection.js';
import { refuseSubscriptions } from './refuse-subscriptions.js';
import type { ServerOptions } from './server.js';

/** Apollo with every default that depends on the environment, or that costs time in each field, set by us. */
export function createApollo(
  {
    schema,
    introspection,
    compileQueries,
    maxCost,
  }: Pick<
    ServerOptions,
    'schema' | 'introspection' | 'compileQueries' | 'maxCost'
  >,
  log: FastifyBaseLogger,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    ...(compileQueries ? { gateway: compiledGateway(schema) } : { schema }),
    logger: log,
    // Refused by our own rule, with our own sentence.
    introspection: true,
    validationRules: introspection ? [] : [noIntrospection],
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: 1_500 },
    validationOptions: { maxErrors: 20 },
    executionOptions: { maxCoercionErrors: 20 },
    maxRecursiveSelections: true,
    formatError: createFormatError(log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      refuseSubscriptions,
      limitOperations(maxCost),
      askedFields,
      clusterUsage,
      logRequests(log),
    ],
  });
}
