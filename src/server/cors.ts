import type { FastifyReply, FastifyRequest } from 'fastify';

import { replyError } from './reply-error.js';

const PREFLIGHT_SECONDS = 600;

/** Lets pages of these origins read answers of the API: tells the browser so, and answers its preflight. Cookies are never
 * asked for: who calls is told by the Authorization header alone. Returns undefined for a request that goes on. */
export function createCors(
  origins: readonly string[],
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined {
  const allowed = new Set(origins);
  return ({ method, url, headers }, reply) => {
    const { origin } = headers;
    if (url.split('?', 1)[0] !== '/graphql') return undefined;
    if (allowed.size > 0) void reply.header('vary', 'Origin');
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (isAllowed) {
      void reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'retry-after, www-authenticate',
      });
    }
    const asked = headers['access-control-request-method'];
    if (method !== 'OPTIONS' || asked === undefined) return undefined;
    if (!isAllowed) return replyError(reply, 'FORBIDDEN', NOT_ALLOWED);
    return reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          headers['access-control-request-headers'] ??
          'authorization, content-type',
        'access-control-max-age': String(PREFLIGHT_SECONDS),
        vary: 'Origin, Access-Control-Request-Headers',
      })
      .send();
  };
}

const NOT_ALLOWED =
  'This server does not answer pages of this origin. Its operator can list the origin in MOORAGE_CORS_ORIGINS.';
