/** Every `extensions.code` of a top-level error: its HTTP status when nothing was executed, and what it means. */
export const ERROR_CODES = {
  GRAPHQL_PARSE_FAILED: {
    httpStatus: 400,
    meaning: 'The document is no GraphQL, or has too many tokens.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    httpStatus: 400,
    meaning: 'The document does not fit the schema.',
  },
  BAD_USER_INPUT: {
    httpStatus: 400,
    meaning: 'A variable or an argument has a value that is not allowed.',
  },
  BAD_REQUEST: {
    httpStatus: 400,
    meaning: 'The HTTP request is not one that GraphQL over HTTP allows.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    httpStatus: 400,
    meaning: 'It is not clear which operation of the document to run.',
  },
  QUERY_TOO_COMPLEX: {
    httpStatus: 400,
    meaning:
      'The operation is too deep, has too many aliases or root fields, or may need too many calls to the cluster; `cost` says by how much.',
  },
  UNAUTHENTICATED: {
    httpStatus: 401,
    meaning:
      'There is no token, or the server or the cluster does not accept it (any more).',
  },
  ISSUER_UNAVAILABLE: {
    httpStatus: 503,
    meaning:
      "The identity provider that signs the caller's tokens does not give its keys, so nobody can tell whether the token is good.",
  },
  FORBIDDEN: {
    httpStatus: 403,
    meaning:
      "The cluster refuses this read to the caller, or the server refuses the request's Host or Origin.",
  },
  NOT_FOUND: {
    httpStatus: 404,
    meaning: 'There is nothing at this path of the server.',
  },
  THROTTLED: {
    httpStatus: 200,
    meaning:
      'The cluster, or this server with too many watches open, asks to come back later; see retryAfterSeconds.',
  },
  TOO_LARGE: {
    httpStatus: 413,
    meaning:
      'The request, an answer of the cluster, or what one operation gathers is larger than the server allows.',
  },
  CLUSTER_UNAVAILABLE: {
    httpStatus: 503,
    meaning: 'The cluster cannot be reached, or has trouble of its own.',
  },
  CLUSTER_TIMEOUT: {
    httpStatus: 200,
    meaning: 'The cluster did not answer in time.',
  },
  INTERNAL_SERVER_ERROR: {
    httpStatus: 500,
    meaning: 'A mistake of ours; the log has the errorId.',
  },
} as const satisfies Record<string, { httpStatus: number; meaning: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
