import { Field, ObjectType, registerEnumType } from 'type-graphql';

import { Json } from './json.scalar.js';

export enum ChangeAction {
  CREATED = 'CREATED',
  CONFIGURED = 'CONFIGURED',
  UNCHANGED = 'UNCHANGED',
  DELETED = 'DELETED',
  KEPT = 'KEPT',
  FAILED = 'FAILED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(ChangeAction, {
  name: 'ChangeAction',
  description: 'What happened to an object, or with `dryRun` would happen.',
  valuesConfig: {
    CREATED: { description: 'It is new.' },
    CONFIGURED: {
      description:
        'Some of its fields have other values now; `diff` names them.',
    },
    UNCHANGED: { description: 'It was as wanted already.' },
    DELETED: { description: 'It is deleted, or on its way out.' },
    KEPT: {
      description:
        'It stays as it is although it might be expected to change; `reason` says why.',
    },
    FAILED: { description: 'It could not be written; `reason` says why.' },
    SKIPPED: {
      description: 'It was not tried, because something before it failed.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'One field that differs. before and after are absent where the field did not or will not exist.',
})
export class FieldChange {
  @Field(() => String, {
    description: 'JSON pointer into the object; empty for the whole object.',
  })
  path!: string;

  @Field(() => Json, { nullable: true, description: 'Its value before.' })
  before?: unknown;

  @Field(() => Json, { nullable: true, description: 'Its value after.' })
  after?: unknown;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'One Kubernetes object that a mutation wrote, would write (dryRun), left alone or failed to write.',
})
export class ObjectChange {
  @Field(() => String, { description: 'API group and version: `apps/v1`.' })
  apiVersion!: string;

  @Field(() => String, { description: 'Its kind: `Deployment`.' })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its namespace; null for kinds without one.',
  })
  namespace?: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => ChangeAction, { description: 'What happened.' })
  action!: ChangeAction;

  @Field(() => [FieldChange], {
    description: 'What differs, for CONFIGURED and dry runs.',
  })
  diff!: FieldChange[];

  @Field(() => String, {
    nullable: true,
    description:
      'Why it FAILED, was SKIPPED or KEPT, or what a dry run could not find out.',
  })
  reason?: string;
}
