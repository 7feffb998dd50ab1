import type { V1Service, V1ServicePort } from '@kubernetes/client-node';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Raw } from '../../cluster/raw.js';
import { connectionType } from '../../graphql/connection.type.js';
import { DateTime } from '../../graphql/date-time.scalar.js';
import { fromLabels, Label } from '../../graphql/label.type.js';
import { Node, toId } from '../../graphql/node.js';
import { fromProtocol, PortProtocol } from '../../graphql/port-protocol.js';
import { versionOf } from '../../graphql/version.js';

export enum ServiceType {
  CLUSTER_IP = 'CLUSTER_IP',
  NODE_PORT = 'NODE_PORT',
  LOAD_BALANCER = 'LOAD_BALANCER',
  EXTERNAL_NAME = 'EXTERNAL_NAME',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ServiceType, {
  name: 'ServiceType',
  description: 'How a service is reached.',
  valuesConfig: {
    CLUSTER_IP: { description: 'At an address inside the cluster.' },
    NODE_PORT: { description: "Also at a port of every machine's address." },
    LOAD_BALANCER: {
      description: 'Also through a load balancer, when the cluster has them.',
    },
    EXTERNAL_NAME: {
      description: 'Not at all: it is another name for a host outside.',
    },
    UNKNOWN: { description: 'A word of a newer Kubernetes. Never an input.' },
  },
});

const WIRE: Record<string, ServiceType> = {
  ClusterIP: ServiceType.CLUSTER_IP,
  NodePort: ServiceType.NODE_PORT,
  LoadBalancer: ServiceType.LOAD_BALANCER,
  ExternalName: ServiceType.EXTERNAL_NAME,
};

/** The word of Kubernetes for a type; undefined for UNKNOWN. */
export function toWireType(type: ServiceType): string | undefined {
  return Object.keys(WIRE).find((word) => WIRE[word] === type);
}

@ObjectType({ simpleResolvers: true, description: 'A port of a service.' })
export class ServicePort {
  @Field(() => String, {
    nullable: true,
    description: 'Its name; null is allowed when there is only one.',
  })
  name?: string;

  @Field(() => Int, { description: 'The port that clients use.' })
  port!: number;

  @Field(() => String, {
    description: 'The port of the pods: a number, or the name of a port.',
  })
  targetPort!: string;

  @Field(() => PortProtocol, { description: 'Its protocol.' })
  protocol!: PortProtocol;

  @Field(() => Int, {
    nullable: true,
    description:
      "The port of every machine's address, for NODE_PORT and LOAD_BALANCER.",
  })
  nodePort?: number;

  static fromServicePort(this: void, raw: Raw<V1ServicePort>): ServicePort {
    return Object.assign(new ServicePort(), {
      name: raw.name,
      port: raw.port,
      targetPort: String(raw.targetPort ?? raw.port),
      protocol: fromProtocol(raw.protocol),
      nodePort: raw.nodePort,
    });
  }
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A Kubernetes Service: one stable address in front of pods.',
})
export class Service extends Node {
  get id(): string {
    return toId('Service', this.tenantName, this.name);
  }

  @Field(() => String, {
    description: 'Its name, and its host name inside the tenant.',
  })
  readonly name: string;

  @Field(() => ServiceType, { description: 'How it is reached.' })
  get type(): ServiceType {
    return WIRE[this.raw.spec?.type ?? 'ClusterIP'] ?? ServiceType.UNKNOWN;
  }

  @Field(() => String, {
    nullable: true,
    description: 'Its address inside the cluster; `None` for a headless one.',
  })
  get clusterIP(): string | undefined {
    return this.raw.spec?.clusterIP || undefined;
  }

  @Field(() => [String], {
    description: 'Addresses from outside that are routed to it.',
  })
  get externalIPs(): string[] {
    return this.raw.spec?.externalIPs ?? [];
  }

  @Field(() => [String], {
    description: 'Addresses that the load balancer has given.',
  })
  get loadBalancer(): string[] {
    const { ingress = [] } = this.raw.status?.loadBalancer ?? {};
    return ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  }

  @Field(() => [ServicePort], { description: 'Its ports.' })
  get ports(): ServicePort[] {
    return (this.raw.spec?.ports ?? []).map(ServicePort.fromServicePort);
  }

  @Field(() => [Label], {
    description:
      'Labels that a pod must have to stand behind it; empty when it picks none.',
  })
  get selector(): Label[] {
    return fromLabels(this.selectorMap);
  }

  @Field(() => DateTime, { description: 'When it was made.' })
  get createdAt(): string {
    return this.raw.metadata?.creationTimestamp ?? new Date(0).toISOString();
  }

  @Field(() => [Label], { description: 'Its labels.' })
  get labels(): Label[] {
    return fromLabels(this.raw.metadata?.labels);
  }

  @Field(() => String, { description: 'Opaque; pass it as ifVersion.' })
  get version(): string {
    return versionOf(this.raw);
  }

  readonly tenantName: string;
  readonly selectorMap: Record<string, string>;

  /** A Service as the API answers it, as far as it was read: what few ask for is made out of it when they do. */
  constructor(private readonly raw: Raw<V1Service>) {
    super();
    this.name = raw.metadata?.name ?? '';
    this.tenantName = raw.metadata?.namespace ?? '';
    this.selectorMap = raw.spec?.selector ?? {};
  }

  get ownerUids(): string[] {
    return (this.raw.metadata?.ownerReferences ?? []).map(({ uid }) => uid);
  }

  /** A Service as the API answers it. */
  static fromService(this: void, raw: Raw<V1Service>): Service {
    return new Service(raw);
  }
}

export const { Connection: ServiceConnection } = connectionType(
  'Service',
  () => Service,
  'How many services fit; null where the cluster does not tell it.',
);
