import {
  isExternallyAccessible,
  type ServiceObject,
  type ServicePort,
  type ServiceSpec,
} from './service-object.js';

const THREE_HOURS = 10_800;

/** K4/defaults */
export function setServiceDefaults(draft: ServiceObject): void {
  const spec = (draft.spec ??= {});
  spec.type ||= 'ClusterIP';
  setAffinity(spec);
  for (const port of spec.ports ?? []) setPort(port);
  setTraffic(spec);
  draft.status = {
    ...draft.status,
    loadBalancer: draft.status?.loadBalancer ?? {},
  };
  if (spec.type !== 'LoadBalancer') return;
  for (const ingress of draft.status.loadBalancer?.ingress ?? [])
    if (ingress.ip) ingress.ipMode ??= 'VIP';
}

function setAffinity(spec: ServiceSpec): void {
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (
    spec.sessionAffinity === 'ClientIP' &&
    spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined
  )
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: THREE_HOURS } };
}

function setPort(port: ServicePort): void {
  port.protocol ||= 'TCP';
  port.targetPort ||= port.port ?? 0;
}

function setTraffic(spec: ServiceSpec): void {
  if (isExternallyAccessible(spec)) spec.externalTrafficPolicy ||= 'Cluster';
  if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  if (['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type ?? ''))
    spec.internalTrafficPolicy ??= 'Cluster';
  // The API server never shows it for a mere name.
  if (spec.type === 'ExternalName') delete spec.internalTrafficPolicy;
}
