import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';

import type { Context } from '../graphql/context.js';
import { askedFields } from './asked-fields.js';
import { clusterUsage } from './cluster-usage.js';
import { createFormatError } from './format-error.js';
import { logRequests } from './log-requests.js';
import { noIntrospection } from './no-introspection.js';

/** Apollo with every default that depends on the environment, or that costs time in each field, set by us. */
export function createApollo(
  schema: GraphQLSchema,
  log: FastifyBaseLogger,
  introspection: boolean,
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
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
      askedFields,
      clusterUsage,
      logRequests(log),
    ],
  });
}
