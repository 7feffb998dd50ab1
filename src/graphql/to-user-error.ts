import {
  type ClusterError,
  isBudgetRefusal,
} from '../cluster/cluster-error.js';
import { toOwnerErrors } from './field-owners.js';
import { toFacts } from './refusal-facts.js';
import {
  type KubernetesCause,
  type UserError,
  userError,
  UserErrorCode,
} from './user-error.type.js';

/** Translates the fields of Kubernetes objects in a refusal into paths of the input, e.g. "spec.replicas" into ["input", "replicas"]. */
export type FieldMap = (field: string) => string[] | undefined;

/** Trouble with the cluster itself: before the first write it is a top-level error, afterwards it stands in the payload. */
export function isTrouble(error: ClusterError): boolean {
  const { reason, httpStatus } = error;
  if (isBudgetRefusal(error)) return false;
  if (reason === 'Unauthorized' || reason === 'NoIdentity') return true;
  return httpStatus === undefined || httpStatus === 429 || httpStatus >= 500;
}

/** A refused or failed write as userErrors; one for each field that the cluster names. */
export function toUserErrors(
  error: ClusterError,
  fieldOf: FieldMap = () => undefined,
): UserError[] {
  const kubernetes = toCause(error);
  const code = codeOf(error);
  const retryable = isTrouble(error) || code === UserErrorCode.CONFLICT;
  const facts = toFacts(error.message);
  const owners = toOwnerErrors(error);
  if (owners.length > 0)
    return owners.map(({ message, facts: found }) =>
      userError(code, message, { kubernetes, facts: found }),
    );
  const causes =
    code === UserErrorCode.INVALID ? (error.status?.details?.causes ?? []) : [];
  if (causes.length === 0) {
    const field =
      code === UserErrorCode.NOT_FOUND || code === UserErrorCode.ALREADY_EXISTS
        ? ['input', 'name']
        : undefined;
    return [
      userError(code, sentence(code, error), {
        field,
        retryable,
        kubernetes,
        facts,
      }),
    ];
  }
  return causes.map((cause) =>
    userError(
      code,
      `${cause.field ?? 'A field'}: ${cause.message ?? 'not allowed'}`,
      {
        field: fieldOf(cause.field ?? ''),
        retryable,
        kubernetes,
      },
    ),
  );
}

const POLICY =
  /admission webhook "[^"]*" denied|ValidatingAdmissionPolicy '[^']*'.* denied request/;

function codeOf(error: ClusterError): UserErrorCode {
  if (/provided port is already allocated/.test(error.message))
    return UserErrorCode.NODE_PORT_TAKEN;
  // A policy or a webhook chooses its reason itself; policies say Invalid when they are not told.
  if (!isTrouble(error) && POLICY.test(error.message))
    return UserErrorCode.POLICY_DENIED;
  switch (error.reason) {
    case 'Invalid':
    case 'BadRequest':
    case 'MethodNotAllowed':
    case 'UnsupportedMediaType':
      return UserErrorCode.INVALID;
    case 'NotFound':
      return UserErrorCode.NOT_FOUND;
    case 'AlreadyExists':
      return UserErrorCode.ALREADY_EXISTS;
    case 'Conflict':
      return UserErrorCode.CONFLICT;
    case 'Forbidden':
      return forbiddenCode(error);
    case 'TooManyRequests':
      return isBudgetRefusal(error)
        ? UserErrorCode.POLICY_DENIED
        : UserErrorCode.THROTTLED;
    case 'TooLarge':
      return UserErrorCode.TOO_LARGE;
    default:
      return troubleCode(error);
  }
}

/** Kubernetes answers 403 for admission too; only the words tell which plug-in refused. */
function forbiddenCode({ message, status }: ClusterError): UserErrorCode {
  if (/exceeded quota: |status unknown for quota|failed quota: /.test(message))
    return UserErrorCode.QUOTA_EXCEEDED;
  if (/violates PodSecurity /.test(message)) return UserErrorCode.POD_SECURITY;
  if (
    /(maximum|minimum|max limit to request ratio).* (usage )?per (Container|Pod)|limit to request ratio per/.test(
      message,
    )
  ) {
    return UserErrorCode.LIMIT_RANGE;
  }
  if (
    status?.details?.causes?.some(
      ({ reason }) => reason === 'NamespaceTerminating',
    )
  ) {
    return UserErrorCode.TENANT_TERMINATING;
  }
  return UserErrorCode.FORBIDDEN;
}

function troubleCode(error: ClusterError): UserErrorCode {
  if (error.executed === 'unknown') return UserErrorCode.OUTCOME_UNKNOWN;
  if (error.reason === 'Timeout') return UserErrorCode.CLUSTER_TIMEOUT;
  return isTrouble(error)
    ? UserErrorCode.CLUSTER_UNAVAILABLE
    : UserErrorCode.OTHER;
}

function sentence(code: UserErrorCode, { message }: ClusterError): string {
  switch (code) {
    case UserErrorCode.NODE_PORT_TAKEN:
      return `This node port belongs to another service. Leave nodePort out to be given a free one. (${message})`;
    case UserErrorCode.QUOTA_EXCEEDED:
      return quotaSentence(message);
    case UserErrorCode.INVALID:
      return invalidSentence(message);
    case UserErrorCode.POD_SECURITY:
      return `The tenant's pod security level forbids this. (${message})`;
    case UserErrorCode.LIMIT_RANGE:
      return `The tenant's limits for a container do not allow this size. Ask for less, or have an operator change containerDefaults. (${message})`;
    case UserErrorCode.POLICY_DENIED:
      return `A policy of the cluster does not allow this; its reason stands here. (${message})`;
    case UserErrorCode.NOT_FOUND:
      return `It is not there (any more): ${message}.`;
    case UserErrorCode.ALREADY_EXISTS:
      return `There is one of this name already, and nothing was overwritten: ${message}.`;
    case UserErrorCode.CONFLICT:
      return `Others changed it faster than this change could be made. Try again. (${message})`;
    case UserErrorCode.FORBIDDEN:
      return `The cluster does not let you do this: ${message}`;
    case UserErrorCode.TENANT_TERMINATING:
      return 'The tenant is being deleted; nothing new can be made in it.';
    case UserErrorCode.OUTCOME_UNKNOWN:
      return `The cluster's answer to this write was lost (${message}). Read the object to see whether it was done.`;
    default:
      return message;
  }
}

function invalidSentence(message: string): string {
  if (/^the server rejected our request due to an error in/.test(message))
    return 'The patch does not apply to the object as it is: a path of it is not there, or a test of it failed.';
  if (/unknown format - accepted media types/.test(message))
    return `This kind does not know patches of this type; custom kinds take MERGE, JSON and APPLY. (${message})`;
  return message;
}

/** Node ports and load balancers are off by default, so this refusal is about permission more often than about room. */
function quotaSentence(message: string): string {
  if (!/ used: services\.(nodeports|loadbalancers)=/.test(message))
    return `The tenant's quota has no room for this. Lower the request, delete something, or ask for more. (${message})`;
  return `The tenant's quota has no room for ports that are open to the outside. An operator of tenants allows them, e.g. by updateTenant with quota: [{ resource: "services.nodeports", hard: "5" }] (a load balancer counts as "services.loadbalancers" and, with node ports, as both). (${message})`;
}

function toCause({
  httpStatus,
  status,
  message,
}: ClusterError): KubernetesCause | undefined {
  if (httpStatus === undefined) return undefined;
  return {
    httpStatus,
    reason: status?.reason,
    kind: status?.details?.kind,
    name: status?.details?.name,
    message: status?.message ?? message,
  };
}
