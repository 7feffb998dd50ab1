import type { Cluster } from '../../src/cluster/cluster.js';
import type {
  ClusterOptions,
  Connection,
} from '../../src/cluster/connection.js';
import { createCluster } from '../../src/cluster/create-cluster.js';
import { KINDS } from '../../src/cluster/kinds.js';
import {
  type KubeConfigChoice,
  kubeConfigConnection,
} from '../../src/cluster/kube-config.js';
import {
  type Certificate,
  type DemandingServer,
  type Seen,
  startDemandingServer,
} from './demanding-server.js';
import {
  base64,
  createKubeConfigFolder,
  type KubeConfigFolder,
  type KubeConfigParts,
} from './written-kubeconfig.js';

const OPTIONS: ClusterOptions = {
  connectTimeout: 2_000,
  readTimeout: 2_000,
  writeTimeout: 2_000,
  bodyTimeout: 2_000,
  bodyIdleTimeout: 2_000,
  streamIdleTimeout: 120_000,
  connections: 4,
  maxBytes: 1_000_000,
  maxObjects: 1_000,
  maxProduced: 1_000,
  userAgent: 'moorage/test',
};

type Demands = Parameters<typeof startDemandingServer>[0];

/** Servers, kubeconfigs and clusters of a test that connects. */
export interface Connecting {
  folder: KubeConfigFolder;
  /** What failing programs told the operator. */
  told: string[];
  start(this: void, demands: Demands): Promise<DemandingServer>;
  /** The cluster of a kubeconfig that trusts `authority` unless it says otherwise. */
  connect(
    this: void,
    server: { url: string; authority: Certificate },
    parts?: KubeConfigParts,
    more?: Partial<ClusterOptions>,
  ): Cluster;
  kubeConfig(this: void, choice: KubeConfigChoice): Connection;
  open(
    this: void,
    connection: Connection,
    more?: Partial<ClusterOptions>,
  ): Cluster;
  /** Closes what was opened since the last time. */
  closeAll(this: void): Promise<void>;
}

export function createConnecting(): Connecting {
  const folder = createKubeConfigFolder();
  const told: string[] = [];
  const opened: (Cluster | DemandingServer)[] = [];
  const kubeConfig = (choice: KubeConfigChoice) =>
    kubeConfigConnection(choice, {
      environment: { PATH: process.env.PATH },
      tell: (text) => told.push(text),
    });
  const open = (
    connection: Connection,
    more: Partial<ClusterOptions> = {},
  ): Cluster => {
    const cluster = createCluster(connection, { ...OPTIONS, ...more });
    opened.push(cluster);
    return cluster;
  };
  return {
    ...{ folder, told, kubeConfig, open },
    async start(demands) {
      const server = await startDemandingServer(demands);
      opened.push(server);
      return server;
    },
    connect({ url, authority }, parts = {}, more = {}) {
      const cluster = {
        'certificate-authority-data': base64(authority.cert),
        'tls-server-name': 'localhost',
        ...parts.cluster,
      };
      const file = folder.kubeconfig({ ...parts, server: url, cluster });
      return open(kubeConfig({ files: [file] }), more);
    },
    async closeAll() {
      told.length = 0;
      await Promise.all(opened.splice(0).map((each) => each.close()));
    },
  };
}

/** The first call that the connection's own user makes. */
export async function listPods(cluster: Cluster): Promise<unknown> {
  return cluster
    .as({ kind: 'connection' })
    .list(KINDS.pod, { project: () => 1 });
}

/** Accepts who proves themselves so. */
export function wants(authorization: string): (seen: Seen) => boolean {
  return ({ headers }) => headers.authorization === authorization;
}
