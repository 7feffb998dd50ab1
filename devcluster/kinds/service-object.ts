import type { KubeObject } from '../api/kube-object.js';

export interface ServiceObject extends KubeObject {
  spec: ServiceSpec;
  status?: {
    loadBalancer?: { ingress?: LoadBalancerIngress[] };
    [field: string]: unknown;
  };
}

export interface LoadBalancerIngress {
  ip?: string;
  hostname?: string;
  ipMode?: string;
}

export interface ServiceSpec {
  type?: string;
  ports?: ServicePort[];
  selector?: Record<string, string>;
  clusterIP?: string;
  clusterIPs?: string[];
  ipFamilies?: string[];
  ipFamilyPolicy?: string;
  externalIPs?: string[];
  externalName?: string;
  externalTrafficPolicy?: string;
  internalTrafficPolicy?: string;
  healthCheckNodePort?: number;
  allocateLoadBalancerNodePorts?: boolean;
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: string[];
  sessionAffinity?: string;
  sessionAffinityConfig?: { clientIP?: { timeoutSeconds?: number } };
  trafficDistribution?: string;
}

export interface ServicePort {
  name?: string;
  port?: number;
  protocol?: string;
  targetPort?: number | string;
  nodePort?: number;
  appProtocol?: string;
}

/** Whether a service has an address in the cluster, or `None`. */
export const needsClusterIp = ({ type }: ServiceSpec): boolean =>
  type !== 'ExternalName';

/** Whether a service is told to have no address of its own. */
export const isHeadless = ({ clusterIPs, clusterIP }: ServiceSpec): boolean =>
  (clusterIPs?.[0] ?? clusterIP) === 'None';

/** Whether the ports of a service may be opened on the nodes. */
export const hasNodePorts = ({ type }: ServiceSpec): boolean =>
  type === 'NodePort' || type === 'LoadBalancer';

/** Whether the ports of a service are opened on the nodes without being asked for by number. */
export const needsNodePorts = (spec: ServiceSpec): boolean =>
  hasNodePorts(spec) && spec.allocateLoadBalancerNodePorts !== false;

/** Whether a port on the nodes tells a load balancer which of them have pods. */
export const needsHealthCheckPort = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

/** Whether traffic from outside of the cluster can reach a service. */
export const isExternallyAccessible = (spec: ServiceSpec): boolean =>
  hasNodePorts(spec) ||
  (spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0);

/** The ports that a service has on the nodes, except for the health check. */
export const nodePortsOf = ({ ports = [] }: ServiceSpec): number[] =>
  ports.flatMap(({ nodePort }) => nodePort || []);
