import { ApiError } from '../graphql/api-error.js';
import { ERROR_CODES, type ErrorCode } from '../graphql/error-codes.js';

/** The error of an operation that is not executed at all, with the HTTP status of its code. */
export function refuseOperation(
  code: ErrorCode,
  message: string,
  facts: Record<string, unknown> = {},
): ApiError {
  return new ApiError(code, message, {
    extensions: { ...facts, http: { status: ERROR_CODES[code].httpStatus } },
  });
}
