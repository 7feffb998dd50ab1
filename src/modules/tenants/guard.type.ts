import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum GuardState {
  OK = 'OK',
  MISSING = 'MISSING',
  DRIFTED = 'DRIFTED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(GuardState, {
  name: 'GuardState',
  description: 'Whether a guard of a tenant is as it should be.',
  valuesConfig: {
    OK: { description: 'It is there, and says what it should.' },
    MISSING: { description: 'It is not there.' },
    DRIFTED: {
      description:
        'It is there but says something else, or it should not be there at all.',
    },
    UNKNOWN: {
      description:
        'It could not be read, or nobody knows whether the cluster heeds it.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'One Kubernetes object that protects a tenant.',
})
export class Guard {
  @Field(() => String, { description: 'Its kind: `ResourceQuota`.' })
  kind!: string;

  @Field(() => String, {
    description: 'Its name; `*` for all of a kind that could not be read.',
  })
  name!: string;

  @Field(() => GuardState, { description: 'Whether it is as it should be.' })
  state!: GuardState;

  @Field(() => String, {
    nullable: true,
    description: 'What is amiss, in words; null when nothing is.',
  })
  detail?: string;

  /** Why its state is UNKNOWN. */
  because?: 'unread' | 'uncounted' | 'unenforced';
}
