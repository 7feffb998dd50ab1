import { unwrapResolverError } from '@apollo/server/errors';
import type { FastifyBaseLogger } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { randomUUID } from 'node:crypto';

import { ApiError, toApiError } from '../graphql/api-error.js';
import { ERROR_CODES, type ErrorCode } from '../graphql/error-codes.js';
import { OUR_FAULT } from './reply-error.js';

/** Every error of an answer passes here: known ones by the catalogue, all others masked and logged once with an errorId. */
export function createFormatError(log: FastifyBaseLogger) {
  return (
    formatted: GraphQLFormattedError,
    thrown: unknown,
  ): GraphQLFormattedError => {
    const place = { locations: formatted.locations, path: formatted.path };
    const original = firstKnown(unwrapResolverError(thrown));
    if (original instanceof ApiError) {
      // The status is Apollo's to read, not the client's.
      const { http: _status, ...extensions } = original.extensions;
      return { message: original.message, ...place, extensions };
    }
    const code = codeOf(formatted, original);
    if (code)
      return { message: formatted.message, ...place, extensions: { code } };
    const errorId = randomUUID();
    log.error(
      { errorId, path: formatted.path, stack: stackOf(original) },
      'An operation failed on our side',
    );
    return {
      message: OUR_FAULT,
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    };
  };
}

/** A failed call as an ApiError; of several errors at once the first known one speaks. */
function firstKnown(error: unknown): unknown {
  if (!(error instanceof AggregateError)) return toApiError(error);
  return (
    error.errors.map(firstKnown).find((each) => each instanceof ApiError) ??
    error
  );
}

/** The code of an error that graphql-js or Apollo made themselves. */
function codeOf(
  { extensions }: GraphQLFormattedError,
  original: unknown,
): ErrorCode | undefined {
  const code = extensions?.code;
  if (code === 'PERSISTED_QUERY_NOT_SUPPORTED') return 'BAD_REQUEST';
  if (isPublished(code) && code !== 'INTERNAL_SERVER_ERROR') return code;
  // graphql-js checks arguments while it executes, and Apollo takes what is thrown then for ours.
  return original instanceof GraphQLError &&
    /^Argument "/.test(original.message)
    ? 'BAD_USER_INPUT'
    : undefined;
}

function isPublished(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

function stackOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message)
    : `thrown: ${typeof error}`;
}
