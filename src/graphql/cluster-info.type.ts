import type { V1Node } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import { parseQuantity } from '../lib/quantity.js';
import type { Raw } from '../cluster/raw.js';
import { Cpu, Memory } from './quantity.scalar.js';

export enum ClusterSource {
  EMBEDDED = 'EMBEDDED',
  KUBECONFIG = 'KUBECONFIG',
  IN_CLUSTER = 'IN_CLUSTER',
}

registerEnumType(ClusterSource, {
  name: 'ClusterSource',
  description: 'How the server found its cluster.',
  valuesConfig: {
    EMBEDDED: {
      description:
        'It imitates Kubernetes in memory, for trying and testing; what it holds ends with the server.',
    },
    KUBECONFIG: { description: 'By a kubeconfig file.' },
    IN_CLUSTER: { description: 'It runs in the cluster, as a pod.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A machine of the cluster.' })
export class ClusterNode {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it takes pods and answers.' })
  ready!: boolean;

  @Field(() => Cpu, { description: 'CPU that pods may ask for in all.' })
  cpu!: string;

  @Field(() => Memory, { description: 'Memory that pods may ask for in all.' })
  memory!: string;

  @Field(() => Int, { description: 'How many pods it takes in all.' })
  pods!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Version of its kubelet.',
  })
  kubeletVersion?: string;

  /** A Node as the API answers it; `pods` and the quantities are what is allocatable. Addresses are for App.urls. */
  static fromNode(
    this: void,
    { metadata, status }: Raw<V1Node>,
  ): ClusterNode & { addresses: string[] } {
    const room = status?.allocatable ?? {};
    const byType = (type: string) =>
      status?.addresses
        ?.filter((each) => each.type === type)
        .map(({ address }) => address) ?? [];
    const external = byType('ExternalIP');
    return Object.assign(new ClusterNode(), {
      name: metadata?.name ?? '',
      ready:
        status?.conditions?.some(
          ({ type, status: value }) => type === 'Ready' && value === 'True',
        ) ?? false,
      cpu: room.cpu ?? '0',
      memory: room.memory ?? '0',
      pods: countOf(room.pods),
      kubeletVersion: status?.nodeInfo?.kubeletVersion,
      addresses: external.length > 0 ? external : byType('InternalIP'),
    });
  }
}

@ObjectType({
  simpleResolvers: true,
  description: 'The Kubernetes cluster behind this API.',
})
export class Cluster {
  @Field(() => String, { description: 'Kubernetes version, e.g. `v1.37.2`.' })
  version!: string;

  @Field(() => ClusterSource, {
    description: 'How the server found the cluster.',
  })
  source!: ClusterSource;
}

/** A count may be written as a quantity: "20k". */
function countOf(text = '0'): number {
  return Number((parseQuantity(text)?.nano ?? 0n) / 1_000_000_000n);
}
