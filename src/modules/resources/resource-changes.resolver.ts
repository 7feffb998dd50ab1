import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { Context } from '../../graphql/context.js';
import { mutate } from '../../graphql/mutate.js';
import { ApplyManifestsInput } from './apply-manifests.input.js';
import { applyManifests } from './apply-manifests.js';
import { ApplyManifestsPayload } from './apply-manifests.payload.js';
import { createResource } from './create-resource.js';
import { deleteResource, deleteResources } from './delete-resource.js';
import { patchResource } from './patch-resource.js';
import { replaceResource } from './replace-resource.js';
import {
  CreateResourceInput,
  DeleteResourceInput,
  DeleteResourcesInput,
  PatchResourceInput,
  ReplaceResourceInput,
} from './resource.input.js';
import {
  DeleteResourcePayload,
  DeleteResourcesPayload,
  ResourcePayload,
} from './resource.payload.js';

// `mutate` refuses every null of an input; in objects and patches null has a meaning, so they stay out of what it sees.
@Resolver()
export class ResourceChangesResolver {
  @Mutation(() => ApplyManifestsPayload, {
    description:
      'Server-side apply of YAML or JSON documents: namespaces and custom kinds first. The cluster is asked about all of them before the first one is written.',
  })
  applyManifests(
    @Ctx() context: Context,
    @Arg('input', () => ApplyManifestsInput, { description: 'The manifests.' })
    input: ApplyManifestsInput,
  ): Promise<ApplyManifestsPayload> {
    return mutate(ApplyManifestsPayload, context, { input }, (writes) =>
      applyManifests(context, input, writes),
    );
  }

  @Mutation(() => ResourcePayload, {
    description: 'Makes an object of any kind that the cluster serves.',
  })
  createResource(
    @Ctx() context: Context,
    @Arg('input', () => CreateResourceInput, { description: 'The object.' })
    { object, ...input }: CreateResourceInput,
  ): Promise<ResourcePayload> {
    return mutate(ResourcePayload, context, { input }, (writes) =>
      createResource(context, { ...input, object }, writes),
    );
  }

  @Mutation(() => ResourcePayload, {
    description:
      'Replaces an object as a whole (PUT), or one of its subresources such as `status` and `scale`.',
  })
  replaceResource(
    @Ctx() context: Context,
    @Arg('input', () => ReplaceResourceInput, { description: 'The object.' })
    { object, ...input }: ReplaceResourceInput,
  ): Promise<ResourcePayload> {
    return mutate(ResourcePayload, context, { input }, (writes) =>
      replaceResource(context, { ...input, object }, writes),
    );
  }

  @Mutation(() => ResourcePayload, {
    description: 'Changes an object of any kind by a patch.',
  })
  patchResource(
    @Ctx() context: Context,
    @Arg('input', () => PatchResourceInput, { description: 'The change.' })
    { patch, ...input }: PatchResourceInput,
  ): Promise<ResourcePayload> {
    return mutate(ResourcePayload, context, { input }, (writes) =>
      patchResource(context, { ...input, patch }, writes),
    );
  }

  @Mutation(() => DeleteResourcePayload, {
    description: 'Deletes an object of any kind.',
  })
  deleteResource(
    @Ctx() context: Context,
    @Arg('input', () => DeleteResourceInput, { description: 'Which one.' })
    input: DeleteResourceInput,
  ): Promise<DeleteResourcePayload> {
    return mutate(DeleteResourcePayload, context, { input }, (writes) =>
      deleteResource(context, input, writes),
    );
  }

  @Mutation(() => DeleteResourcesPayload, {
    description:
      'Deletes every object that the selectors pick, in one call; refused without a selector or `confirmAll: true`.',
  })
  deleteResources(
    @Ctx() context: Context,
    @Arg('input', () => DeleteResourcesInput, { description: 'Which ones.' })
    input: DeleteResourcesInput,
  ): Promise<DeleteResourcesPayload> {
    return mutate(DeleteResourcesPayload, context, { input }, (writes) =>
      deleteResources(context, input, writes),
    );
  }
}
