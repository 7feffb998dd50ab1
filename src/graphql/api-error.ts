import { GraphQLError } from 'graphql';

import { ClusterError } from '../cluster/cluster-error.js';
import type { ErrorCode } from './error-codes.js';

/** An error that clients may read: a sentence and a published code. */
export class ApiError extends GraphQLError {
  constructor(
    code: ErrorCode,
    message: string,
    more: { cause?: unknown; extensions?: Record<string, unknown> } = {},
  ) {
    super(message, {
      extensions: { code, ...more.extensions },
      originalError: more.cause instanceof Error ? more.cause : undefined,
    });
    this.name = 'ApiError';
  }
}

/** A failed call as a top-level error; anything that is no ClusterError is returned as it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof ClusterError)) return error;
  const { code, message, ...extensions } = explain(error);
  return new ApiError(code, message, {
    cause: error,
    extensions: { ...extensions, ...kubernetesPart(error) },
  });
}

interface Explanation {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  retryAfterSeconds?: number;
}

function explain(error: ClusterError): Explanation {
  switch (error.reason) {
    case 'Unauthorized':
      return {
        code: 'UNAUTHENTICATED',
        message:
          'The cluster does not accept this token: it is wrong or has expired. Send a fresh one.',
        retryable: false,
      };
    case 'NoIdentity':
      return {
        code: 'UNAUTHENTICATED',
        message: 'Send a bearer token in the Authorization header.',
        retryable: false,
      };
    case 'OwnRefusal':
      return {
        code: 'CLUSTER_UNAVAILABLE',
        message: `Nothing is wrong with your token, but ${error.message}. Tell the operator of this server.`,
        retryable: false,
      };
    case 'Forbidden':
      return {
        code: 'FORBIDDEN',
        message: `The cluster refuses this: ${error.message}`,
        retryable: false,
      };
    case 'TooManyRequests':
      return {
        code: 'THROTTLED',
        message:
          error.httpStatus === undefined
            ? `${capitalise(error.message)}. Try again later.`
            : 'The cluster is busy. Try again later.',
        retryable: true,
        retryAfterSeconds: error.retryAfter ?? 1,
      };
    case 'TooLarge':
      return {
        code: 'TOO_LARGE',
        message: `${capitalise(error.message)}. Ask for less: one tenant, or a label selector.`,
        retryable: false,
      };
    case 'Timeout':
      return {
        code: 'CLUSTER_TIMEOUT',
        message: `${capitalise(error.message)}. Try again, or ask for less.`,
        retryable: true,
      };
    case 'BadRequest':
    case 'Invalid':
      return {
        code: 'BAD_USER_INPUT',
        message: `The cluster refuses the request: ${error.message}`,
        retryable: false,
      };
    case 'Expired':
    case 'Gone':
      return {
        code: 'BAD_USER_INPUT',
        message: 'This cursor has expired. Start again from the first page.',
        retryable: false,
      };
    default:
      return {
        code: 'CLUSTER_UNAVAILABLE',
        message: `${capitalise(error.message)}. Try again in a moment.`,
        retryable: true,
      };
  }
}

function kubernetesPart({
  httpStatus,
  status,
}: ClusterError): Record<string, unknown> {
  if (httpStatus === undefined) return {};
  return {
    kubernetes: {
      httpStatus,
      reason: status?.reason,
      message: status?.message,
    },
  };
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
