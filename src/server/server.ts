import { fastifyApolloHandler } from '@as-integrations/fastify';
import {
  fastify,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';

import type { Cluster } from '../cluster/cluster.js';
import type { Identity } from '../cluster/identity.js';
import { ApiError } from '../graphql/api-error.js';
import type { Settings } from '../graphql/context.js';
import { refusalOfOrigin } from './allowed-origin.js';
import { createApollo } from './apollo.js';
import { replyClientError } from './client-error.js';
import { createCors } from './cors.js';
import { healthRoutes } from './health.js';
import { noPlaygroundRoute, playgroundRoutes } from './playground.js';
import {
  replyApiError,
  replyError,
  replyHttpError,
  replyNotFound,
} from './reply-error.js';
import { toContext } from './request-context.js';
import { type Auth, createAuthenticate } from './viewer.js';

const DRAIN_TIMEOUT = 20_000;
const BODY_LIMIT = 1_000_000;

export interface ServerOptions {
  host: string;
  port: number;
  auth: Auth;
  /** Origins of pages that may read answers, besides the server's own. */
  corsOrigins: readonly string[];
  playground: boolean;
  introspection: boolean;
  /** Whether queries are compiled into functions; graphql-js executes them else. */
  compileQueries: boolean;
  /** Calls to the cluster that one operation may need at most. */
  maxCost: number;
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
    clientErrorHandler: replyClientError,
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
  guard(app, options);
  healthRoutes(app, options.cluster);
  if (options.playground) playgroundRoutes(app, options.playgroundFolder);
  else noPlaygroundRoute(app);
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
function guard(
  app: FastifyInstance,
  { auth, corsOrigins }: Pick<ServerOptions, 'auth' | 'corsOrigins'>,
): void {
  const answerPages = createCors(corsOrigins);
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const refusal =
      auth.kind === 'local' ? refusalOfOrigin(request.headers) : undefined;
    if (refusal !== undefined) return replyError(reply, 'FORBIDDEN', refusal);
    const preflight = answerPages(request, reply);
    if (preflight) return preflight;
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
  const apollo = createApollo(options, app.log);
  const authenticate = createAuthenticate(options.auth, app.log);
  const callers = new WeakMap<FastifyRequest, Identity>();
  await apollo.start();
  app.route<{ Reply: string }>({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (request, reply) => {
      try {
        callers.set(request, await authenticate(request.headers.authorization));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        app.log.info({ reason: error.message }, 'A caller was refused');
        return replyApiError(reply, error);
      }
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const caller = callers.get(request);
        if (caller) return toContext(options, caller, reply);
        throw new Error('a request was not asked who sends it');
      },
    }),
  });
  return apollo;
}
