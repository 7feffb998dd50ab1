import type { V1EndpointSlice } from '@kubernetes/client-node';
import { Field, Int, ObjectType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';

/** An EndpointSlice, as far as it is read. */
export interface EndpointSlice {
  namespace: string;
  service: string;
  /** A slice without ports leads nowhere, whatever its addresses are. */
  hasPorts: boolean;
  endpoints: { addresses: string[]; ready: boolean }[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What stands behind a service, from its EndpointSlices.',
})
export class Endpoints {
  @Field(() => Int, {
    description:
      'How many addresses are ready to answer on at least one port of the service.',
  })
  ready!: number;

  @Field(() => Int, { description: 'How many addresses are not.' })
  notReady!: number;

  @Field(() => [String], { description: 'The addresses that are ready.' })
  addresses!: string[];

  /** What the slices of one service say together. */
  static fromSlices(this: void, slices: readonly EndpointSlice[]): Endpoints {
    const ready = new Set<string>();
    const others = new Set<string>();
    for (const { endpoints, hasPorts } of slices)
      for (const each of endpoints)
        for (const address of each.addresses)
          (each.ready && hasPorts ? ready : others).add(address);
    for (const address of ready) others.delete(address);
    return Object.assign(new Endpoints(), {
      ready: ready.size,
      notReady: others.size,
      addresses: [...ready].sort(),
    });
  }
}

/** An EndpointSlice as the API answers it; a condition that is not told counts as ready. */
export function fromEndpointSlice(raw: Raw<V1EndpointSlice>): EndpointSlice {
  const { namespace = '', labels } = raw.metadata ?? {};
  return {
    namespace,
    service: labels?.['kubernetes.io/service-name'] ?? '',
    hasPorts: (raw.ports ?? []).length > 0,
    endpoints: (raw.endpoints ?? []).map(({ addresses, conditions }) => ({
      addresses,
      ready: conditions?.ready !== false,
    })),
  };
}
