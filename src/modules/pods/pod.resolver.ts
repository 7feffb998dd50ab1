import type { V1Pod } from '@kubernetes/client-node';
import {
  Arg,
  Ctx,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';

import { KINDS } from '../../cluster/kinds.js';
import { inNamespace } from '../../cluster/namespaced-cluster.js';
import type { Raw } from '../../cluster/raw.js';
import { onVersion, requireVersion } from '../../graphql/check-version.js';
import { type Connection } from '../../graphql/connection.js';
import type { Context } from '../../graphql/context.js';
import { findVisible, requireObject } from '../../graphql/find-object.js';
import { After, First } from '../../graphql/input-fields.js';
import { mutate } from '../../graphql/mutate.js';
import { refuseIf } from '../../graphql/refused.js';
import { requireTenant } from '../tenants/require-tenant.js';
import { tenantByName } from '../tenants/tenant.loader.js';
import { Tenant } from '../tenants/tenant.type.js';
import {
  checkCreatePod,
  checkDeletePod,
  checkUpdatePod,
  CreatePodInput,
  DeletePodInput,
  PodFilter,
  UpdatePodInput,
} from './pod.input.js';
import { changePod, toPod, toPodLabels } from './pod.manifest.js';
import {
  CreatePodPayload,
  DeletePodPayload,
  UpdatePodPayload,
} from './pod.payload.js';
import { Pod, PodConnection } from './pod.type.js';
import { checkAdoption, checkRelabelling } from './pod-adoption.js';
import { toPodField } from './pod-field.js';
import { readPodsPage } from './pod-page.js';

@Resolver(() => Pod)
export class PodResolver {
  @Query(() => Pod, {
    nullable: true,
    description:
      'One pod; null when it does not exist or the viewer may not see it.',
  })
  async pod(
    @Ctx() context: Context,
    @Arg('tenant', () => String, { description: 'In which tenant.' })
    tenantName: string,
    @Arg('name', () => String, { description: 'Its name.' }) name: string,
  ): Promise<Pod | null> {
    return loadPod(context, tenantName, name);
  }

  @Query(() => PodConnection, {
    nullable: true,
    description: 'Pods of one tenant, or of all: read page by page.',
  })
  pods(
    @Ctx() context: Context,
    @Arg('tenant', () => String, {
      nullable: true,
      description: 'In which tenant; absent: in all of them.',
    })
    tenant: string | null,
    @First()
    first: number,
    @After()
    after?: string,
    @Arg('filter', () => PodFilter, {
      nullable: true,
      description: 'Which ones.',
    })
    filter?: PodFilter,
  ): Promise<Connection<Pod> | null> {
    return readPodsPage(context, tenant, { first, after }, filter);
  }

  @FieldResolver(() => Tenant, { description: 'The tenant that it lives in.' })
  tenant(@Root() pod: Pod, @Ctx() context: Context): Promise<Tenant | null> {
    return tenantByName(context).load(pod.tenantName);
  }

  @Mutation(() => CreatePodPayload, {
    description: 'Makes one pod that no app looks after.',
  })
  createPod(
    @Ctx() context: Context,
    @Arg('input', () => CreatePodInput, { description: 'The pod.' })
    input: CreatePodInput,
  ): Promise<CreatePodPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      CreatePodPayload,
      context,
      { input, cluster, fieldOf: toPodField },
      async (writes) => {
        refuseIf(checkCreatePod(input));
        const tenant = await requireTenant(context, input.tenant);
        refuseIf(await checkAdoption(cluster, tenant.name, toPodLabels(input)));
        const { username } = await context.cluster.whoAmI();
        const wanted = toPod(input, username, tenant.forbidsRoot);
        const pod = await writes.create<Raw<V1Pod>>(KINDS.pod, wanted);
        return { pod: Pod.fromPod(pod) };
      },
    );
  }

  @Mutation(() => UpdatePodPayload, {
    description:
      'Changes what Kubernetes lets one change in a running pod: its image, its labels, and who may connect to it.',
  })
  updatePod(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePodInput, { description: 'The change.' })
    input: UpdatePodInput,
  ): Promise<UpdatePodPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      UpdatePodPayload,
      context,
      { input, cluster, fieldOf: toPodField },
      async (writes) => {
        refuseIf(checkUpdatePod(input));
        await requireTenant(context, input.tenant);
        refuseIf(await checkRelabelling(cluster, input));
        const pod = await writes.change<Raw<V1Pod>>(
          KINDS.pod,
          { namespace: input.tenant, name: input.name },
          onVersion(input.ifVersion, (current) => changePod(current, input)),
        );
        return { pod: Pod.fromPod(pod) };
      },
    );
  }

  @Mutation(() => DeletePodPayload, {
    description:
      'Deletes a pod. One that belongs to an app is replaced by a new one.',
  })
  deletePod(
    @Ctx() context: Context,
    @Arg('input', () => DeletePodInput, { description: 'Which pod.' })
    input: DeletePodInput,
  ): Promise<DeletePodPayload> {
    const cluster = inNamespace(context.cluster, input.tenant);
    return mutate(
      DeletePodPayload,
      context,
      { input, cluster },
      async (writes) => {
        refuseIf(checkDeletePod(input));
        await requireTenant(context, input.tenant);
        const pod = await requireObject<Raw<V1Pod>>(cluster, KINDS.pod, input);
        requireVersion(pod, input.ifVersion);
        await writes.delete(KINDS.pod, pod, {
          gracePeriodSeconds: input.gracePeriodSeconds,
        });
        return { deletedId: Pod.fromPod(pod).id };
      },
    );
  }
}

/** One pod of a tenant, or null. */
export async function loadPod(
  context: Context,
  tenantName: string,
  name: string,
): Promise<Pod | null> {
  const [tenant, pod] = await Promise.all([
    tenantByName(context).load(tenantName),
    findVisible<Raw<V1Pod>>(context.cluster, KINDS.pod, tenantName, name),
  ]);
  return tenant && pod ? Pod.fromPod(pod) : null;
}
