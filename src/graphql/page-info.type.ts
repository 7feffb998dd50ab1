import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'Where a page stands in its list.',
})
export class PageInfo {
  @Field(() => Boolean, {
    description: 'Whether more follows; ask with `after: endCursor`.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether something comes before this page.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first item; null on an empty page.',
  })
  startCursor?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item; null on an empty page.',
  })
  endCursor?: string;

  @Field(() => Boolean, {
    description:
      "False when the cluster's snapshot expired between pages and the list went on from a newer one.",
  })
  consistent!: boolean;
}
