import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';

import type { ApiError } from '../graphql/api-error.js';
import { ERROR_CODES, type ErrorCode } from '../graphql/error-codes.js';

/** Answers an error in the shape of GraphQL, with the status that its code stands for. */
export function replyError(
  reply: FastifyReply,
  code: ErrorCode,
  message: string,
  more: { status?: number; extensions?: Record<string, unknown> } = {},
): FastifyReply {
  return reply
    .code(more.status ?? ERROR_CODES[code].httpStatus)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code, ...more.extensions } }] });
}

/** Answers an ApiError before anything is executed. */
export function replyApiError(
  reply: FastifyReply,
  { message, extensions }: ApiError,
): FastifyReply {
  const { code, ...more } = extensions as { code: ErrorCode };
  const { retryAfterSeconds } = extensions;
  if (code === 'UNAUTHENTICATED')
    void reply.header('www-authenticate', 'Bearer');
  if (typeof retryAfterSeconds === 'number')
    void reply.header('retry-after', String(retryAfterSeconds));
  return replyError(reply, code, message, { extensions: more });
}

/** What Fastify refuses before GraphQL sees it: a body that is too large, no JSON, or of another type. */
export function replyHttpError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status === 413)
    return replyError(reply, 'TOO_LARGE', 'The request is larger than 1 MB.');
  if (status === 415) {
    return replyError(
      reply,
      'BAD_REQUEST',
      'Send the request as application/json.',
      { status },
    );
  }
  if (status >= 400 && status < 500)
    return replyError(
      reply,
      'BAD_REQUEST',
      'The request body is not valid JSON.',
      { status },
    );
  const errorId = randomUUID();
  request.log.error(
    { errorId, stack: error.stack },
    'A request failed on our side',
  );
  return replyError(reply, 'INTERNAL_SERVER_ERROR', OUR_FAULT, {
    extensions: { errorId },
  });
}

export const OUR_FAULT =
  'Something went wrong on our side. Try again; when it stays, tell the operator of this server the errorId.';

/** Nothing at this path, or not with this method. */
export function replyNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? '';
  const allowed = ['GET', 'POST'].filter((method) =>
    request.server.hasRoute({ method, url: path }),
  );
  if (allowed.length === 0)
    return replyError(
      reply,
      'NOT_FOUND',
      'There is nothing at this path. GraphQL is at /graphql.',
    );
  const message = `${path} does not take ${request.method}, only ${allowed.join(' and ')}.`;
  return replyError(
    reply.header('allow', allowed.join(', ')),
    'BAD_REQUEST',
    message,
    { status: 405 },
  );
}
