import type { ClusterSession } from '../cluster/cluster.js';
import type { Connection } from '../cluster/connection.js';
import type { Asked } from './asked.js';
import type { ObjectRules } from './object-rules.js';

/** What a tenant gets that asks for nothing else. Quantities are canonical. */
export interface Plan {
  /** Hard limits of its quota by resource. */
  quota: Readonly<Record<string, string>>;
  containerDefaults: Readonly<{
    cpuRequest?: string;
    cpuLimit?: string;
    memoryRequest?: string;
    memoryLimit?: string;
    maxCpu?: string;
    maxMemory?: string;
  }>;
}

/** Where pods ask for names: the DNS pods of a namespace, and addresses of caches outside of any pod network. */
export interface DnsTarget {
  namespace: string;
  labels: Readonly<Record<string, string>>;
  /** IP ranges. */
  addresses: readonly string[];
}

/** Settings that resolvers need, as data. */
export interface Settings {
  /** Names that no tenant may take, besides default, kube-* and openshift-*. */
  reservedTenants: readonly string[];
  plan: Plan;
  dns: DnsTarget;
  /** Whether the operator says that the cluster's network does what network policies say. */
  networkPoliciesEnforced: boolean;
  /** Factor on how long trouble may last before it counts, and on how long it is remembered. */
  statusPatience: number;
}

/** What every resolver gets: the cluster as the caller, and a place for what this request has read. */
export interface Context {
  cluster: ClusterSession;
  /** The same for what may take longer than an operation: it ends only when the caller leaves. */
  patient: ClusterSession;
  /** Aborts when the caller leaves. */
  left: AbortSignal;
  source: Connection['source'];
  /** The cluster's version as the server's own identity reads it: callers may have no right to. */
  clusterVersion(): Promise<string>;
  settings: Settings;
  /** Of other domains, for mutations that know nothing of them. */
  rules: ObjectRules;
  /** What the operation selects and filters by; undefined before it is known. */
  asked?: Asked;
  /** Identifies what was read since the last write; replaced by forgetReads. */
  reads: object;
}
