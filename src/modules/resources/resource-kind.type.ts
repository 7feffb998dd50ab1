import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'A kind of object that the cluster serves, from its discovery: built-in kinds and custom ones alike.',
})
export class ResourceKind {
  @Field(() => String, { description: 'API group and version: `apps/v1`.' })
  apiVersion!: string;

  @Field(() => String, { description: 'Its name: `Deployment`.' })
  kind!: string;

  @Field(() => String, { description: 'Its word in paths: `deployments`.' })
  plural!: string;

  @Field(() => Boolean, {
    description: 'Whether its objects live in namespaces.',
  })
  namespaced!: boolean;

  @Field(() => [String], {
    description: 'What can be done with it: `get`, `list`, `create` ...',
  })
  verbs!: readonly string[];

  @Field(() => [String], {
    description: 'Abbreviations that kubectl knows: `deploy`.',
  })
  shortNames!: readonly string[];

  @Field(() => [String], {
    description:
      'Its subresources, for the mutations that take one: `status`, `scale`, `eviction` ...',
  })
  subresources!: string[];
}
