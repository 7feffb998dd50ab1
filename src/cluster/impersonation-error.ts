import { ClusterError, isForbidden, isUnauthorized } from './cluster-error.js';

/** The cluster's words when it is the impersonation that it refuses: by verb, or by the verb of a kind of impersonation. */
const IMPERSONATION =
  / cannot (impersonate|impersonate-on:[\w-]+:\w+) resource "/;

/** Tells what the cluster refuses to the server's own account from what it refuses to the caller that the account stands in
 * for: taken for the caller's, it would look as if nothing existed. Any other error is returned as it is. */
export function toOwnRefusal(error: unknown): unknown {
  if (isUnauthorized(error))
    return ownRefusal(
      error,
      "the cluster does not accept the server's own credential",
    );
  if (isForbidden(error) && IMPERSONATION.test(error.message))
    return ownRefusal(
      error,
      `the cluster does not let the server act for its callers: ${error.message}`,
    );
  return error;
}

function ownRefusal({ call }: ClusterError, message: string): ClusterError {
  return new ClusterError(message, {
    call,
    reason: 'OwnRefusal',
    executed: 'no',
  });
}
