/** A clause that one plane does not keep, and why. */
export interface KnownDifference {
  clause: string;
  plane: 'embedded' | 'real';
  reason: string;
  /** The version of Kubernetes from which on the plane differs; left out when it always did. */
  since?: string;
}

/** Clauses that describe what the embedded dev cluster leaves out, which the real control plane has. */
const LEFT_OUT: readonly KnownDifference[] = [
  {
    clause: 'R8/plain-fallback',
    plane: 'real',
    reason: 'a real control plane serves the aggregated form of discovery',
  },
  {
    clause: 'R11/other',
    plane: 'real',
    reason:
      'a real control plane also serves metrics, profiles, the issuer of its tokens and proxies to nodes, pods and services',
  },
  {
    clause: 'R12/wire',
    plane: 'real',
    reason: 'a real control plane also answers in protobuf',
  },
  {
    clause: 'W10/path',
    plane: 'real',
    reason: 'a real control plane still serves the deprecated paths of watch',
  },
  {
    clause: 'K26/stored',
    plane: 'real',
    reason: 'a real control plane serves Jobs, StatefulSets and Ingresses',
  },
  {
    clause: 'K26/out',
    plane: 'real',
    reason:
      'a real control plane serves DaemonSets, CronJobs, StorageClasses, custom resources and webhooks',
  },
];

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  ...LEFT_OUT,
  {
    clause: 'K25/more',
    plane: 'embedded',
    reason:
      'the scheduler looks at requests, capacity, the node selector and taints: it ignores affinity, topology spread, host ports, priorities and preemption',
  },
];
