import type { FieldError } from './field-error.js';

export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The Status object of a refused request. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { continue?: string };
  status: 'Failure';
  message: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
}

/** What names a resource in messages: `deployments.apps`, `pods`. */
export interface ResourceName {
  group: string;
  plural: string;
}

/** A refusal, thrown from any depth and answered as its Status. */
export class StatusError extends Error {
  override name = 'StatusError';
  readonly status: Status;

  constructor(
    readonly code: number,
    reason: string | undefined,
    message: string,
    details?: StatusDetails,
  ) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

/** `pods`, `deployments.apps`. */
export function toResourceText({ group, plural }: ResourceName): string {
  return group ? `${plural}.${group}` : plural;
}

function details(
  { group, plural }: ResourceName,
  name: string,
  more: StatusDetails = {},
): StatusDetails {
  return {
    ...(name && { name }),
    ...(group && { group }),
    kind: plural,
    ...more,
  };
}

export const notFound = (resource: ResourceName, name: string): StatusError =>
  new StatusError(
    404,
    'NotFound',
    `${toResourceText(resource)} "${name}" not found`,
    details(resource, name),
  );

export const alreadyExists = (
  resource: ResourceName,
  name: string,
  before = '',
): StatusError =>
  new StatusError(
    409,
    'AlreadyExists',
    `${before}${toResourceText(resource)} "${name}" already exists`,
    details(resource, name),
  );

export const conflict = (
  resource: ResourceName,
  name: string,
  why: string,
): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${toResourceText(resource)} "${name}": ${why}`,
    details(resource, name),
  );

/** `why` follows "is forbidden: ". */
export const forbidden = (
  resource: ResourceName,
  name: string,
  why: string,
  causes?: StatusCause[],
): StatusError =>
  new StatusError(
    403,
    'Forbidden',
    `${toResourceText(resource)}${name ? ` "${name}"` : ''} is forbidden: ${why}`,
    details(resource, name, causes && { causes }),
  );

/** `kind` is the Kind, with its group for the message: Deployment in apps becomes `Deployment.apps`. */
export function invalidObject(
  { group, kind }: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const texts = [
    ...new Set(errors.map(({ field, message }) => `${field}: ${message}`)),
  ];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const seen = new Set<string>();
  const causes = errors.filter(({ field, message }) => {
    const text = `${field}: ${message}`;
    return !seen.has(text) && seen.add(text);
  });
  return new StatusError(
    422,
    'Invalid',
    `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${list}`,
    {
      ...(name && { name }),
      ...(group && { group }),
      kind,
      causes: causes.map(({ reason, message, field }) => ({
        reason,
        message,
        field,
      })),
    },
  );
}

export const badRequest = (message: string): StatusError =>
  new StatusError(400, 'BadRequest', message);

export const methodNotAllowed = (): StatusError =>
  new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

/** An unknown resource or subresource of a known group and version. */
export const noSuchResource = (): StatusError =>
  new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

export const unsupportedMediaType = (
  message: string,
  details?: StatusDetails,
): StatusError =>
  new StatusError(415, 'UnsupportedMediaType', message, details);
