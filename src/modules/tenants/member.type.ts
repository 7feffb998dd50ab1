import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum MemberKind {
  USER = 'USER',
  GROUP = 'GROUP',
  SERVICE_ACCOUNT = 'SERVICE_ACCOUNT',
}

export enum MemberRole {
  VIEWER = 'VIEWER',
  DEVELOPER = 'DEVELOPER',
  ADMIN = 'ADMIN',
}

registerEnumType(MemberKind, {
  name: 'MemberKind',
  description: 'What kind of caller a member is.',
  valuesConfig: {
    USER: { description: 'A person, as the cluster knows them by name.' },
    GROUP: { description: 'Everybody in a group of the cluster.' },
    SERVICE_ACCOUNT: {
      description: 'A program, by the ServiceAccount it runs as.',
    },
  },
});

registerEnumType(MemberRole, {
  name: 'MemberRole',
  description: 'What a member may do in a tenant.',
  valuesConfig: {
    VIEWER: { description: 'See everything but the values of secrets.' },
    DEVELOPER: {
      description: 'Also change apps, pods, services and what they need.',
    },
    ADMIN: { description: 'Also say who is a member.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Who has rights in a tenant.',
})
export class Member {
  @Field(() => MemberKind, { description: 'What kind of caller.' })
  kind!: MemberKind;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Namespace of a SERVICE_ACCOUNT; null for the others.',
  })
  namespace?: string;

  @Field(() => MemberRole, { description: 'What it may do.' })
  role!: MemberRole;
}

/** Who a member is, whatever its role. */
export type MemberIdentity = Pick<Member, 'kind' | 'name' | 'namespace'>;

/** Whether two members are the same caller. */
export function isSameMember(a: MemberIdentity, b: MemberIdentity): boolean {
  return a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;
}
