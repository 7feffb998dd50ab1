import { atPointer } from '../../lib/json-pointer.js';
import { ApiError } from '../../graphql/api-error.js';

/** The part of an object at a JSON pointer; BAD_USER_INPUT for what is no pointer. */
export function partOf(object: unknown, path: string): unknown {
  try {
    return atPointer(object, path) ?? null;
  } catch {
    throw new ApiError(
      'BAD_USER_INPUT',
      `"${path}" is not a JSON pointer: begin with "/", as in "/spec/replicas".`,
    );
  }
}
