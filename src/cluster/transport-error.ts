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
  UNABLE_TO_GET_ISSUER_CERT:
    'its certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate has been revoked',
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
  CERT_CHAIN_TOO_LONG: 'its certificate has too many authorities above it',
  INVALID_CA: 'one of the authorities of its certificate may not be one',
  INVALID_PURPOSE: 'its certificate is not meant for a server',
  CERT_UNTRUSTED: 'its certificate is not meant for this use',
  CERT_REJECTED: 'its certificate is not meant for this use',
};
/** What goes wrong in TLS before the cluster has seen anything. */
const HANDSHAKE: Record<string, string> = {
  ERR_SSL_WRONG_VERSION_NUMBER:
    'the cluster does not speak TLS at this address: is it an http:// address?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG:
    'the cluster does not speak TLS at this address: is it an http:// address?',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    'the cluster demands a client certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE:
    'the cluster does not accept the client certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'the client certificate has expired',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA:
    'the cluster does not know the authority of the client certificate',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION:
    'the cluster speaks another version of TLS',
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
  const handshake = HANDSHAKE[code] ?? proxyWords(cause);
  if (handshake) return make(handshake, 'Unreachable', 'no');
  const executed = BEFORE_SENDING.has(code) ? 'no' : 'unknown';
  if (TIMEOUTS.has(code) || isTimeout(cause))
    return make('the cluster did not answer in time', 'Timeout', executed);
  return make(
    `the cluster cannot be reached (${code || 'connection failed'})`,
    'Unreachable',
    executed,
  );
}

/** What the proxy of the connection said instead of connecting. */
function proxyWords(cause: unknown): string | undefined {
  const { message = '' } = (cause ?? {}) as Partial<Error>;
  const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
  if (status === undefined) return undefined;
  return status === '407'
    ? 'the proxy on the way to the cluster wants user and password (407)'
    : `the proxy on the way to the cluster does not connect (${status})`;
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
