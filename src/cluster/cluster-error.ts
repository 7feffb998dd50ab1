import type { V1Status } from '@kubernetes/client-node';

import type { Raw } from './raw.js';

/** What stopped a call before the cluster's own answer: no route, no time, too many bytes, or an answer that is no JSON. */
export type TransportReason =
  | 'Unreachable'
  | 'Timeout'
  | 'TooLarge'
  | 'BadAnswer'
  | 'Aborted'
  | 'NoIdentity'
  /** The cluster refuses something to the server's own account, not to the caller, or the account has no credential. */
  | 'OwnRefusal';

export interface ClusterErrorDetails {
  /** e.g. "GET /api/v1/pods" */
  call: string;
  reason: string;
  httpStatus?: number;
  status?: Partial<Raw<V1Status>>;
  /** Seconds, from Retry-After. */
  retryAfter?: number;
  /** Whether the cluster carried the call out. */
  executed: 'yes' | 'no' | 'unknown';
  cause?: unknown;
}

/** A call to the cluster that failed; reason is Kubernetes' own (NotFound, Forbidden ...) or a TransportReason. */
export class ClusterError extends Error implements ClusterErrorDetails {
  readonly call: string;
  readonly reason: string;
  readonly httpStatus: number | undefined;
  readonly status: Partial<Raw<V1Status>> | undefined;
  readonly retryAfter: number | undefined;
  readonly executed: 'yes' | 'no' | 'unknown';

  constructor(message: string, details: ClusterErrorDetails) {
    super(message, { cause: details.cause });
    this.name = 'ClusterError';
    this.call = details.call;
    this.reason = details.reason;
    this.httpStatus = details.httpStatus;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.executed = details.executed;
  }
}

const REASONS: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** The API server answers 500 when an apply has fields that the kind does not have: nothing is wrong with the server. */
const NO_FIT = /^failed to create typed patch object /;

/** An answer of status 400 or more as an error. Only Status bodies are believed; other text never leaves this function. */
export function fromAnswer(
  call: string,
  httpStatus: number,
  body: string,
  retryAfter?: number,
): ClusterError {
  const status = parseStatus(body);
  if (httpStatus === 500 && NO_FIT.test(status?.message ?? ''))
    return new ClusterError(status?.message ?? '', {
      ...{ call, status, httpStatus: 422 },
      reason: 'Invalid',
      executed: 'no',
    });
  const reason = status?.reason ?? REASONS[httpStatus] ?? 'InternalError';
  const message = status?.message ?? `the cluster answered ${httpStatus}`;
  const executed = httpStatus >= 500 ? 'unknown' : 'no';
  return new ClusterError(message, {
    call,
    reason,
    httpStatus,
    status,
    retryAfter,
    executed,
  });
}

/** A Status inside an answer of 200, as a watch tells of its end. */
export function fromStatus(
  call: string,
  status: Partial<Raw<V1Status>>,
): ClusterError {
  const code = status.code ?? 500;
  return fromAnswer(
    call,
    code,
    JSON.stringify({ ...status, kind: 'Status' }),
    status.details?.retryAfterSeconds,
  );
}

function parseStatus(body: string): Partial<Raw<V1Status>> | undefined {
  try {
    const parsed = JSON.parse(body) as Partial<Raw<V1Status>> | null;
    return parsed?.kind === 'Status' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const hasReason =
  (...reasons: string[]) =>
  (error: unknown): error is ClusterError =>
    error instanceof ClusterError && reasons.includes(error.reason);

export const isNotFound = hasReason('NotFound');
export const isForbidden = hasReason('Forbidden');
export const isAlreadyExists = hasReason('AlreadyExists');
export const isConflict = hasReason('Conflict');
export const isExpired = hasReason('Expired', 'Gone');
export const isUnauthorized = hasReason('Unauthorized');
/** A disruption budget forbids an eviction: an answer, although its status is that of a busy server. */
export const isBudgetRefusal = (error: unknown): boolean =>
  error instanceof ClusterError &&
  error.httpStatus === 429 &&
  (error.status?.details?.causes ?? []).some(
    ({ reason }) => reason === 'DisruptionBudget',
  );
/** The namespace's default ServiceAccount has not been made yet, or its quota was not counted; seen for a moment in every new
 * namespace. */
const isTooEarly = (error: unknown): boolean =>
  isForbidden(error) &&
  /error looking up service account .*serviceaccount "default" not found|status unknown for quota: /.test(
    error.message,
  );
/** Too many wrote under one quota at once: the API server gave up on counting, and made nothing. */
const isQuotaBusy = (error: unknown): boolean =>
  isConflict(error) &&
  /Operation cannot be fulfilled on resourcequotas /.test(error.message);
/** The object may be made in a moment: nothing is wrong with it. */
export const isNotYet = (error: unknown): boolean =>
  isTooEarly(error) || isQuotaBusy(error);
