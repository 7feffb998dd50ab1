import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Ctx,
  FieldResolver,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { checkFirst, type Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { After, First } from '../../graphql/input-fields.js';
import { Json } from '../../graphql/json.scalar.js';
import { selects } from '../../graphql/selected-fields.js';
import { ClusterEvent, EventType } from '../events/cluster-event.type.js';
import { loadResource, readResourcesPage } from './load-resource.js';
import { eventsOfResource } from './object-events.js';
import { partOf } from './part-of.js';
import { Resource, ResourceConnection } from './resource.type.js';
import {
  ApiVersionArg,
  KindArg,
  NamespaceArg,
  Reveal,
} from './resource-arguments.js';
import { ResourceKind } from './resource-kind.type.js';
import { toYaml } from './to-yaml.js';
import { visibleObject } from './visible-object.js';

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => [ResourceKind], {
    nullable: true,
    description:
      'Every kind that the cluster serves, custom ones included, by apiVersion.',
  })
  async resourceKinds(
    @Ctx() { cluster }: Context,
    @Arg('namespaced', () => Boolean, {
      nullable: true,
      description:
        'Only kinds that live in namespaces, or only those that do not.',
    })
    namespaced?: boolean,
  ): Promise<ResourceKind[]> {
    const kinds = await cluster.discover();
    return kinds
      .filter((each) => namespaced == null || each.namespaced === namespaced)
      .map((each) => ({
        ...each,
        subresources: each.subresources.map(({ name }) => name),
      }));
  }

  @Query(() => Resource, {
    nullable: true,
    description:
      'One object of any kind; null when it does not exist or the viewer may not see it.',
  })
  resource(
    @Ctx() context: Context,
    @ApiVersionArg() apiVersion: string,
    @KindArg() kind: string,
    @NamespaceArg('Its namespace; left out for kinds without one.')
    namespace: string | null,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Resource | null> {
    return loadResource(context, { apiVersion, kind, namespace }, name);
  }

  @Query(() => ResourceConnection, {
    nullable: true,
    description:
      'Objects of any kind, read page by page; only their metadata is read when neither `object` nor `yaml` is asked for.',
  })
  resources(
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
    @ApiVersionArg() apiVersion: string,
    @KindArg() kind: string,
    @NamespaceArg('In which namespace; absent: in all of them.')
    namespace: string | null,
    @Arg('labelSelector', () => String, {
      nullable: true,
      description: 'By labels, as kubectl writes it: `app=web,tier!=db`.',
    })
    labelSelector: string | null,
    @Arg('fieldSelector', () => String, {
      nullable: true,
      description: 'By the few fields that the kind lets one select by.',
    })
    fieldSelector: string | null,
    @First() first: number,
    @After() after?: string,
  ): Promise<Connection<Resource>> {
    const selectors = { labelSelector, fieldSelector };
    const metadataOnly = !selects(info, ['object', 'yaml']);
    const query = { apiVersion, kind, namespace, ...selectors, metadataOnly };
    return readResourcesPage(context, { ...query, first, after });
  }

  @FieldResolver(() => Json, {
    nullable: true,
    description:
      'The object, or a part of it; null where there is no such part. Values of Secrets are left out unless `reveal` is true.',
  })
  async object(
    @Root() resource: Resource,
    @Ctx() context: Context,
    @Arg('path', () => String, {
      nullable: true,
      defaultValue: '',
      description:
        'JSON pointer to the part: `/spec/replicas`; `/` and `~` in keys are written `~1` and `~0`.',
    })
    path: string | null,
    @Reveal() reveal: boolean | null,
  ): Promise<unknown> {
    return partOf(await visibleObject(context, resource, !!reveal), path ?? '');
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The object as YAML, without `managedFields`. Values of Secrets are left out unless `reveal` is true.',
  })
  async yaml(
    @Root() resource: Resource,
    @Ctx() context: Context,
    @Reveal() reveal: boolean | null,
  ): Promise<string> {
    return toYaml(await visibleObject(context, resource, !!reveal));
  }

  @FieldResolver(() => [ClusterEvent], {
    nullable: true,
    description: 'What Kubernetes noted about it, newest first.',
  })
  async events(
    @Root() resource: Resource,
    @Ctx() context: Context,
    @First() first: number,
    @Arg('type', () => EventType, {
      nullable: true,
      description: 'Only the ordinary, or only trouble.',
    })
    type?: EventType,
  ): Promise<ClusterEvent[]> {
    const size = checkFirst(first);
    const events = await eventsOfResource(context, resource, type ?? undefined);
    return events.slice(0, size);
  }
}
