import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';

import { selectorPicks } from '../../cluster/labels.js';
import type { Context } from '../../graphql/context.js';
import { dampingOf } from '../pods/damping.js';
import { podsByTenant } from '../pods/pod.loader.js';
import { Problem } from '../pods/problem.type.js';
import { endpointSlicesByTenant } from './endpoint-slice.loader.js';
import { Endpoints, type EndpointSlice } from './endpoints.type.js';
import { Service } from './service.type.js';
import { serviceProblems } from './service-problems.js';

@Resolver(() => Service)
export class ServiceProblemsResolver {
  @FieldResolver(() => Endpoints, {
    nullable: true,
    description: 'What stands behind it, from its EndpointSlices.',
  })
  async endpoints(
    @Root() service: Service,
    @Ctx() context: Context,
  ): Promise<Endpoints> {
    return Endpoints.fromSlices(await slicesOf(context, service));
  }

  @FieldResolver(() => [Problem], {
    nullable: true,
    description: 'What is wrong with it; empty when all is well.',
  })
  async problems(
    @Root() service: Service,
    @Ctx() context: Context,
  ): Promise<Problem[]> {
    const damping = dampingOf(context);
    const [slices, pods] = await Promise.all([
      slicesOf(context, service),
      podsByTenant(context)().load(service.tenantName),
    ]);
    const picked = pods.filter(({ labelMap }) =>
      selectorPicks(service.selectorMap, labelMap),
    );
    return serviceProblems(
      service,
      slices,
      picked.map(({ raw }) => raw),
      damping,
    );
  }
}

async function slicesOf(
  context: Context,
  { name, tenantName }: Service,
): Promise<EndpointSlice[]> {
  const slices = await endpointSlicesByTenant(context).load(tenantName);
  return slices.filter(({ service }) => service === name);
}
