import { ClusterError, isForbidden, isUnauthorized } from './cluster-error.js';

/** The cluster's words when it is the impersonation that it refuses: by the verb `impersonate`, or by those of constrained
 * impersonation, `impersonate:user-info` and `impersonate-on:user-info:list`. */
const IMPERSONATION = / cannot impersonate(-on)?(:[\w-]+)* (resource|path) "/;

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
