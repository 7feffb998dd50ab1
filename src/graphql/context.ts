import type { ClusterSession } from '../cluster/cluster.js';
import type { Connection } from '../cluster/connection.js';

/** Settings that resolvers need, as data. */
export interface Settings {
  /** Names that no tenant may take, besides default, kube-* and openshift-*. */
  reservedTenants: readonly string[];
}

/** What every resolver gets: the cluster as the caller, and a place for what this request has read. */
export interface Context {
  cluster: ClusterSession;
  source: Connection['source'];
  /** The cluster's version as the server's own identity reads it: callers may have no right to. */
  clusterVersion(): Promise<string>;
  settings: Settings;
  /** Identifies what was read since the last write; replaced by forgetReads. */
  reads: object;
}
