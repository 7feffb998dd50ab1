import { Field, InputType } from 'type-graphql';

import { checkDnsLabel, checkSubdomain } from '../../graphql/check-name.js';
import { DryRun } from '../../graphql/input-fields.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import {
  isSameMember,
  type Member,
  type MemberIdentity,
  MemberKind,
  MemberRole,
} from './member.type.js';

@InputType({ description: 'Somebody and what they may do in a tenant.' })
export class MemberInput {
  @Field(() => MemberKind, { description: 'What kind of caller.' })
  kind!: MemberKind;

  @Field(() => String, {
    description:
      'Its name, exactly as the cluster knows it. Names that begin with `system:` are refused.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Namespace of a SERVICE_ACCOUNT; of no other kind.',
  })
  namespace?: string;

  @Field(() => MemberRole, { description: 'What it may do.' })
  role!: MemberRole;
}

@InputType({
  description: 'A member of a tenant, new or with another role.',
})
export class SetTenantMemberInput {
  @Field(() => String, { description: 'Which tenant.' })
  tenant!: string;

  @Field(() => MemberInput, {
    description: 'The member. A role that it had before is replaced.',
  })
  member!: MemberInput;

  @DryRun()
  dryRun!: boolean;
}

@InputType({ description: 'A member who leaves a tenant.' })
export class RemoveTenantMemberInput {
  @Field(() => String, { description: 'Which tenant.' })
  tenant!: string;

  @Field(() => MemberKind, { description: 'What kind of caller.' })
  kind!: MemberKind;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Namespace of a SERVICE_ACCOUNT; of no other kind.',
  })
  namespace?: string;

  @DryRun()
  dryRun!: boolean;
}

const MOST_MEMBERS = 100;
const LONGEST = 253;

/** Members of a new tenant: each by itself, and nobody twice. */
export function checkMembers(
  tenant: string,
  members: readonly MemberInput[] = [],
): UserError[] {
  if (members.length > MOST_MEMBERS)
    return [
      invalid(
        ['members'],
        `A tenant is made with at most ${MOST_MEMBERS} members: add more with setTenantMember, or name a group.`,
      ),
    ];
  return members.flatMap((member, index) => {
    const path = ['members', index];
    if (members.slice(0, index).some((other) => isSameMember(other, member)))
      return [
        invalid(
          [...path, 'name'],
          `The ${nameOf(member)} is given twice: a member has one role.`,
        ),
      ];
    return checkMember(path, tenant, member);
  });
}

/** A member: a subject that RBAC means as it is written, and a role that is safe for it. */
export function checkMember(
  path: (string | number)[],
  tenant: string,
  member: MemberInput,
): UserError[] {
  const { kind, namespace, role } = member;
  const wrong = checkIdentity(path, member);
  if (
    kind !== MemberKind.SERVICE_ACCOUNT ||
    namespace !== tenant ||
    role !== MemberRole.ADMIN
  )
    return wrong;
  const message = `A service account of the tenant itself is at most DEVELOPER: whoever makes pods there can run them as that account.`;
  return [...wrong, invalid([...path, 'role'], message)];
}

/** Who a member is. */
export function checkIdentity(
  path: (string | number)[],
  { kind, name, namespace }: MemberIdentity,
): UserError[] {
  if (name.startsWith('system:'))
    return [invalid([...path, 'name'], systemSentence(name))];
  if (kind === MemberKind.SERVICE_ACCOUNT) {
    const field = [...path, 'namespace'];
    return [
      ...checkSubdomain([...path, 'name'], name),
      ...(namespace
        ? checkDnsLabel(field, namespace)
        : [invalid(field, 'Say in which namespace the service account is.')]),
    ];
  }
  if (namespace !== undefined)
    return [
      invalid(
        [...path, 'namespace'],
        'Only a SERVICE_ACCOUNT has a namespace: leave it out.',
      ),
    ];
  return isPossible(name)
    ? []
    : [
        invalid(
          [...path, 'name'],
          `"${name}" is not a possible name of a user or group: 1 to ${LONGEST} characters, no control characters, no spaces at its ends.`,
        ),
      ];
}

/** A member without its GraphQL class. */
export function toMember({ kind, name, namespace, role }: MemberInput): Member {
  return { kind, name, ...(namespace !== undefined && { namespace }), role };
}

/** How a sentence calls a member. */
export function nameOf({ kind, name, namespace }: MemberIdentity): string {
  const word = kind.toLowerCase().replace('_', ' ');
  return `${word} "${namespace === undefined ? '' : `${namespace}/`}${name}"`;
}

function isPossible(name: string): boolean {
  return (
    name !== '' &&
    name.length <= LONGEST &&
    name === name.trim() &&
    !/[\u0000-\u001f\u007f]/.test(name)
  );
}

function systemSentence(name: string): string {
  const [, namespace, account] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return account
    ? `Name a service account by its parts: kind SERVICE_ACCOUNT, namespace "${namespace}", name "${account}".`
    : `"${name}" is one of the cluster's own: names that begin with "system:" cannot be members.`;
}
