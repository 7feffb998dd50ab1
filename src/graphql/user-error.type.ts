import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum UserErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  ALREADY_EXISTS = 'ALREADY_EXISTS',
  CONFLICT = 'CONFLICT',
  FORBIDDEN = 'FORBIDDEN',
  QUOTA_EXCEEDED = 'QUOTA_EXCEEDED',
  LIMIT_RANGE = 'LIMIT_RANGE',
  POD_SECURITY = 'POD_SECURITY',
  POLICY_DENIED = 'POLICY_DENIED',
  NAME_RESERVED = 'NAME_RESERVED',
  NOT_CONFIRMED = 'NOT_CONFIRMED',
  DELETE_PROTECTED = 'DELETE_PROTECTED',
  TENANT_FROZEN = 'TENANT_FROZEN',
  TENANT_TERMINATING = 'TENANT_TERMINATING',
  LAST_ADMIN = 'LAST_ADMIN',
  APP_PAUSED = 'APP_PAUSED',
  AUTOSCALED = 'AUTOSCALED',
  NOTHING_TO_ROLL_BACK = 'NOTHING_TO_ROLL_BACK',
  UNSUPPORTED_FOR_WORKLOAD = 'UNSUPPORTED_FOR_WORKLOAD',
  NODE_PORT_TAKEN = 'NODE_PORT_TAKEN',
  SETUP_MISSING = 'SETUP_MISSING',
  CLUSTER_UNAVAILABLE = 'CLUSTER_UNAVAILABLE',
  CLUSTER_TIMEOUT = 'CLUSTER_TIMEOUT',
  THROTTLED = 'THROTTLED',
  TOO_LARGE = 'TOO_LARGE',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  OTHER = 'OTHER',
}

/** What each code means; the schema's description and docs/errors.md say the same. */
export const USER_ERROR_MEANINGS: Record<UserErrorCode, string> = {
  INVALID:
    'A field of the input has a value that is not allowed; `field` names it.',
  NOT_FOUND: 'It does not exist, or the caller may not see it.',
  ALREADY_EXISTS:
    'Something of this name is there already; nothing was overwritten.',
  CONFLICT:
    'It was changed since `ifVersion`, or by others faster than we could write; read it again.',
  FORBIDDEN: 'The cluster does not let the caller do this.',
  QUOTA_EXCEEDED: "The tenant's quota has no room; `facts` has the numbers.",
  LIMIT_RANGE: "The tenant's limits for a container do not allow this size.",
  POD_SECURITY:
    "The tenant's pod security level forbids a property of the pod.",
  POLICY_DENIED:
    'A policy or webhook of the cluster refuses it; the message has its words.',
  NAME_RESERVED: 'This name is kept for the cluster itself.',
  NOT_CONFIRMED:
    '`confirmName` does not repeat the name, or everything was to be deleted without `confirmAll`.',
  DELETE_PROTECTED:
    'The tenant is protected against deletion; the message says how to lift that.',
  TENANT_FROZEN:
    'The tenant is frozen: it can be read, and nothing in it changes.',
  TENANT_TERMINATING: 'The tenant is being deleted.',
  LAST_ADMIN: 'It would leave the tenant without an admin.',
  APP_PAUSED:
    'The app is paused, so nothing would roll out; resume it with updateApp.',
  AUTOSCALED:
    'An autoscaler sets the number of pods of this app; the message names it.',
  NOTHING_TO_ROLL_BACK:
    'There is no earlier revision, or the app is at that revision already.',
  UNSUPPORTED_FOR_WORKLOAD:
    'This kind of workload cannot do that; the message says what to do instead.',
  NODE_PORT_TAKEN: 'Another service of the cluster has this node port.',
  SETUP_MISSING:
    'The cluster lacks what the server needs; the message says what to run.',
  CLUSTER_UNAVAILABLE:
    'After the first write the cluster could not be reached; `changes` says what was done.',
  CLUSTER_TIMEOUT:
    'After the first write the cluster did not answer in time; `changes` says what was done.',
  THROTTLED:
    'After the first write the cluster asked to come back later; `changes` says what was done.',
  TOO_LARGE:
    'After the first write an answer of the cluster was larger than the server allows; `changes` says what was done.',
  OUTCOME_UNKNOWN:
    'The answer to a write was lost and could not be found out; read the object to see.',
  OTHER:
    'The cluster refused for a reason that has no code of its own; `kubernetes` has its words.',
};

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description:
    'Why a mutation did not do what was asked. Programs branch on this, people read `message`.',
  valuesConfig: Object.fromEntries(
    Object.entries(USER_ERROR_MEANINGS).map(([code, description]) => [
      code,
      { description },
    ]),
  ),
});

@ObjectType({
  simpleResolvers: true,
  description: 'A number or word behind a message, for programs.',
})
export class Fact {
  @Field(() => String, {
    description: 'What it is: `requested`, `used`, `hard` ...',
  })
  key!: string;

  @Field(() => String, { description: 'Its value, as text.' })
  value!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What the cluster said, verbatim.',
})
export class KubernetesCause {
  @Field(() => Int, { description: "HTTP status of the cluster's answer." })
  httpStatus!: number;

  @Field(() => String, {
    nullable: true,
    description: "Kubernetes' own reason: `AlreadyExists`, `Invalid` ...",
  })
  reason?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Kind or resource of the object.',
  })
  kind?: string;

  @Field(() => String, { nullable: true, description: 'Name of the object.' })
  name?: string;

  @Field(() => String, { description: 'The message, word for word.' })
  message!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'An expected failure of a mutation: something the caller can read and act on.',
})
export class UserError {
  @Field(() => UserErrorCode, { description: 'For programs.' })
  code!: UserErrorCode;

  @Field(() => String, {
    description: 'For people: what is wrong and what to do.',
  })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Path into the input: `["input", "memory"]`.',
  })
  field?: string[];

  @Field(() => Boolean, {
    description: 'Whether the same call may succeed later.',
  })
  retryable!: boolean;

  @Field(() => [Fact], {
    description: 'Numbers behind the message, e.g. requested, used, hard.',
  })
  facts!: Fact[];

  @Field(() => KubernetesCause, {
    nullable: true,
    description: "The cluster's own words, when it was the one to refuse.",
  })
  kubernetes?: KubernetesCause;
}

/** A UserError of its parts. */
export function userError(
  code: UserErrorCode,
  message: string,
  more: Partial<
    Pick<UserError, 'field' | 'retryable' | 'facts' | 'kubernetes'>
  > = {},
): UserError {
  return Object.assign(new UserError(), {
    code,
    message,
    retryable: false,
    facts: [],
    ...more,
  });
}

/** A mistake in the input; field is the path below `input`. */
export function invalid(
  field: (string | number)[],
  message: string,
): UserError {
  return userError(UserErrorCode.INVALID, message, {
    field: ['input', ...field.map(String)],
  });
}
