import { Arg, Ctx, FieldResolver, Query, Resolver } from 'type-graphql';

import { KINDS } from '../cluster/kinds.js';
import { ApiError } from './api-error.js';
import type { Context } from './context.js';
import { Permission, Viewer } from './viewer.type.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: 'Who is asking, as the cluster sees it.',
  })
  async viewer(@Ctx() context: Context): Promise<Viewer> {
    const { username, uid, groups } = await context.cluster.whoAmI(true);
    return Object.assign(new Viewer(), { name: username, uid, groups });
  }

  @FieldResolver(() => Permission, {
    nullable: true,
    description:
      "Whether the caller may do something: the cluster's own answer (SelfSubjectAccessReview), not a guess.",
  })
  async can(
    @Ctx() { cluster }: Context,
    @Arg('verb', () => String, {
      description:
        '`get`, `list`, `watch`, `create`, `update`, `patch`, `delete` ...',
    })
    verb: string,
    @Arg('resource', () => String, {
      description: 'Plural word: `pods`, `deployments`.',
    })
    resource: string,
    @Arg('apiGroup', () => String, {
      nullable: true,
      defaultValue: '',
      description: '`apps` for deployments; empty for the core kinds.',
    })
    group: string,
    @Arg('tenant', () => String, {
      nullable: true,
      description: 'In this tenant; without it: in all of the cluster.',
    })
    namespace?: string,
    @Arg('name', () => String, {
      nullable: true,
      description: 'On this object only.',
    })
    name?: string,
    @Arg('subresource', () => String, {
      nullable: true,
      description: '`log`, `scale`, `status` ...',
    })
    subresource?: string,
  ): Promise<Permission> {
    if (!verb || !resource)
      throw new ApiError(
        'BAD_USER_INPUT',
        'verb and resource must not be empty, e.g. verb: "list", resource: "pods".',
      );
    const resourceAttributes = {
      verb,
      resource,
      group,
      namespace,
      name,
      subresource,
    };
    return Permission.fromReview(
      await cluster.review(KINDS.selfSubjectAccessReview, {
        spec: { resourceAttributes },
      }),
    );
  }
}
