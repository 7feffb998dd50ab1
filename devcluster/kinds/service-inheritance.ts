import { isEqual } from '../store/is-equal.js';
import {
  hasNodePorts,
  isExternallyAccessible,
  needsClusterIp,
  needsHealthCheckPort,
  needsNodePorts,
  nodePortsOf,
  type ServiceObject,
  type ServiceSpec,
} from './service-object.js';

/** An older client knows the one address only. */
export function fillClusterIps({ spec }: ServiceObject): void {
  if (spec.clusterIP && !spec.clusterIPs?.length)
    spec.clusterIPs = [spec.clusterIP];
}

/** Fills in what was given out before and is not said again (K5/keep), and drops what the new type has no use for. */
export function inheritService(
  { spec }: ServiceObject,
  { spec: old }: ServiceObject,
): void {
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    spec.clusterIP ||= old.clusterIP;
    if (!spec.clusterIPs?.length && old.clusterIPs)
      spec.clusterIPs = old.clusterIPs;
  }
  if (needsNodePorts(old) && needsNodePorts(spec)) inheritNodePorts(spec, old);
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec))
    spec.healthCheckNodePort ||= old.healthCheckNodePort;
  alignClusterIps(spec, old);
  dropUnused(spec, old);
}

/** Ports are known by their names; a port of the nodes that another one has taken over stays with that. */
function inheritNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const before = nodePortsOf(old);
  const used = new Set(nodePortsOf(spec).filter((one) => before.includes(one)));
  const byName = new Map(
    (old.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]),
  );
  for (const port of spec.ports ?? []) {
    const nodePort = byName.get(port.name ?? '');
    if (!port.nodePort && nodePort && !used.has(nodePort))
      port.nodePort = nodePort;
  }
}

/** The single address is what an older client changes: the list of addresses follows it when it was left alone. */
function alignClusterIps(spec: ServiceSpec, old: ServiceSpec): void {
  const isListSame = isEqual(spec.clusterIPs ?? [], old.clusterIPs ?? []);
  if ((spec.clusterIP ?? '') === (old.clusterIP ?? '') || !isListSame) return;
  if (spec.clusterIP) spec.clusterIPs = [spec.clusterIP];
  else delete spec.clusterIPs;
}

/** Drops a field that the new type does not have, unless the same change gives it another value: then that is an error. */
function dropUnused(spec: ServiceSpec, old: ServiceSpec): void {
  const drop = (...keys: (keyof ServiceSpec)[]) => {
    for (const key of keys) if (isEqual(spec[key], old[key])) delete spec[key];
  };
  if (needsClusterIp(old) && !needsClusterIp(spec))
    drop('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy');
  if (hasNodePorts(old) && !hasNodePorts(spec)) dropNodePorts(spec, old);
  if (needsHealthCheckPort(old) && !needsHealthCheckPort(spec))
    drop('healthCheckNodePort');
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer')
    drop('allocateLoadBalancerNodePorts', 'loadBalancerClass');
  if (isExternallyAccessible(old) && !isExternallyAccessible(spec))
    drop('externalTrafficPolicy');
}

function dropNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const before = nodePortsOf(old);
  if (!nodePortsOf(spec).every((nodePort) => before.includes(nodePort))) return;
  for (const port of spec.ports ?? []) delete port.nodePort;
}
