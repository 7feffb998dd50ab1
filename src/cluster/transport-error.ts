import { ClusterError, type TransportReason } from './cluster-error.js';

const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);
const CERTIFICATE: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is signed by itself, not by the configured authority',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/** An exception of the transport as a ClusterError: what it means in words, and whether the call may have been carried out. */
export function fromTransport(
  call: string,
  cause: unknown,
  callerSignal?: AbortSignal,
): ClusterError {
  if (cause instanceof ClusterError) return cause;
  const code = codeOf(cause);
  const make = (
    message: string,
    reason: TransportReason,
    executed: 'no' | 'unknown',
  ) => new ClusterError(message, { call, reason, executed, cause });
  if (callerSignal?.aborted) {
    return isTimeout(callerSignal.reason)
      ? make('the time for this operation is up', 'Timeout', 'unknown')
      : make('the caller has left', 'Aborted', 'unknown');
  }
  const certificate = CERTIFICATE[code];
  if (certificate)
    return make(
      `the cluster cannot be trusted: ${certificate}`,
      'Unreachable',
      'no',
    );
  const executed = BEFORE_SENDING.has(code) ? 'no' : 'unknown';
  if (TIMEOUTS.has(code) || isTimeout(cause))
    return make('the cluster did not answer in time', 'Timeout', executed);
  return make(
    `the cluster cannot be reached (${code || 'connection failed'})`,
    'Unreachable',
    executed,
  );
}

/** Whether a stream ended because nothing came for too long. */
export function isSilence(error: unknown): boolean {
  return (
    error instanceof ClusterError &&
    codeOf(error.cause) === 'UND_ERR_BODY_TIMEOUT'
  );
}

function codeOf(cause: unknown): string {
  const { code, errors } = (cause ?? {}) as {
    code?: unknown;
    errors?: unknown[];
  };
  if (typeof code === 'string') return code;
  return errors ? codeOf(errors[0]) : '';
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}
