import type { V1SelfSubjectAccessReview } from '@kubernetes/client-node';
import { Field, ObjectType } from 'type-graphql';

import type { Raw } from '../cluster/raw.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Who is asking, as the cluster sees it.',
})
export class Viewer {
  @Field(() => String, {
    description: 'Name that the cluster knows the caller by.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unique id of the caller, when the cluster has one.',
  })
  uid?: string;

  @Field(() => [String], {
    description: 'Groups that the cluster puts the caller in.',
  })
  groups!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: "The cluster's own answer to whether something is allowed.",
})
export class Permission {
  @Field(() => Boolean, { description: 'Whether it is allowed now.' })
  allowed!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Which rule allows it, or why not, when the cluster tells.',
  })
  reason?: string;

  static fromReview(
    this: void,
    { status }: Raw<V1SelfSubjectAccessReview>,
  ): Permission {
    return Object.assign(new Permission(), {
      allowed: status?.allowed ?? false,
      reason: status?.reason || undefined,
    });
  }
}
