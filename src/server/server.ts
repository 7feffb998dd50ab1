import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';

import type { Cluster } from '../cluster/cluster.js';
import { ApiError } from '../graphql/api-error.js';
import type { Settings } from '../graphql/context.js';
import { refusalOfOrigin } from './allowed-origin.js';
import { createApollo } from './apollo.js';
import { healthRoutes } from './health.js';
import { playgroundRoutes } from './playground.js';
import { replyError, replyHttpError, replyNotFound } from './reply-error.js';
import { toContext } from './request-context.js';
import { type Auth, toIdentity } from './viewer.js';

const DRAIN_TIMEOUT = 20_000;
const BODY_LIMIT = 1_000_000;

export interface ServerOptions {
  host: string;
  port: number;
  auth: Auth;
  cluster: Cluster;
  schema: GraphQLSchema;
  settings: Settings;
  /** Milliseconds that the reads of one operation may take. */
  operationTimeout: number;
  playgroundFolder: string;
  logLevel: string;
}

/** Starts the HTTP server. close() lets requests under way finish, for 20 s at most. */
export async function createServer(
  options: ServerOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    logController: new LogController({ disableRequestLogging: true }),
    logger: {
      level: options.logLevel,
      redact: ['req.headers.authorization', 'headers.authorization'],
    },
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(replyHttpError);
  app.setNotFoundHandler(replyNotFound);
  guard(app, options.auth);
  healthRoutes(app, options.cluster);
  playgroundRoutes(app, options.playgroundFolder);
  const apollo = await graphqlRoute(app, options);
  const url = await app.listen({
    host: options.host,
    port: options.port,
    listenTextResolver: () => 'listening',
  });
  return {
    url,
    async close() {
      const late = setTimeout(
        () => app.server.closeAllConnections(),
        DRAIN_TIMEOUT,
      );
      await app.close();
      clearTimeout(late);
      await apollo.stop();
    },
  };
}

/** What holds for every path, before any body is read. */
function guard(app: FastifyInstance, auth: Auth): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const refusal =
      auth === 'local' ? refusalOfOrigin(request.headers) : undefined;
    if (refusal !== undefined) return replyError(reply, 'FORBIDDEN', refusal);
    if (request.headers.upgrade?.toLowerCase() === 'websocket') {
      return replyError(
        reply.header('connection', 'close'),
        'BAD_REQUEST',
        'This server has no WebSocket: there are no subscriptions yet.',
      );
    }
    // Before a body is read: a wrong path or method is told as such, whatever was sent along.
    if (request.is404) return replyNotFound(request, reply);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) void reply.header('connection', 'close');
  });
}

async function graphqlRoute(app: FastifyInstance, options: ServerOptions) {
  const apollo = createApollo(options.schema, app.log);
  await apollo.start();
  app.route<{ Reply: string }>({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      try {
        toIdentity(request, options.auth);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return replyError(
          reply.header('www-authenticate', 'Bearer'),
          'UNAUTHENTICATED',
          error.message,
        );
      }
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => toContext(options, request, reply),
    }),
  });
  return apollo;
}
