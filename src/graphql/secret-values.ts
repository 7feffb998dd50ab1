import type { RawObject } from '../cluster/cluster.js';
import { ClusterError } from '../cluster/cluster-error.js';
import type { Kind } from '../cluster/kinds.js';

/** kubectl keeps the whole object in it, values of Secrets included. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether an object is a Secret. */
export function isSecret({ kind }: { kind?: unknown }): boolean {
  return kind === 'Secret';
}

/** An object without the values of a Secret, and without the token of a TokenRequest; any other object as it is. */
export function withoutSecretValues(
  object: RawObject & { status?: object },
): RawObject {
  if (object.kind === 'TokenRequest') {
    const { status = {} } = object as { status?: { token?: string } };
    const { token: _token, ...rest } = status;
    return { ...object, status: rest } as RawObject;
  }
  if (!isSecret(object)) return object;
  const {
    data: _data,
    stringData: _stringData,
    ...rest
  } = object as RawObject & { data?: object; stringData?: object };
  const { [LAST_APPLIED]: _applied, ...annotations } =
    object.metadata?.annotations ?? {};
  const metadata = { ...object.metadata };
  if (metadata.annotations) metadata.annotations = annotations;
  return { ...rest, metadata };
}

/** An error of a call for a kind, without the values of Secrets: the API server repeats whole objects in its refusals. */
export function withoutSecretWords(kind: Kind, error: unknown): unknown {
  if (!isSecret(kind) || !(error instanceof ClusterError)) return error;
  const { call, reason, httpStatus, status, retryAfter, executed } = error;
  const causes = status?.details?.causes?.map((cause) => ({
    ...cause,
    message: hide(cause.message ?? ''),
  }));
  return new ClusterError(hide(error.message), {
    ...{ call, reason, httpStatus, retryAfter, executed },
    status: status && {
      ...status,
      message: hide(status.message ?? ''),
      details: status.details && { ...status.details, causes },
    },
  });
}

/** Whatever stands where a value is quoted, up to the last end of one: rather too much than too little. */
function hide(message: string): string {
  return message
    .replace(
      /Invalid value: (?:.*["}\]]: |.*$)/s,
      'Invalid value: (not shown): ',
    )
    .replace(/, got .*$/gm, ', got something else')
    .replace(/(cannot unmarshal \w+) .* (into)/g, '$1 $2')
    .replace(/error found in #\d+ byte of .*$/s, '(not shown)');
}
