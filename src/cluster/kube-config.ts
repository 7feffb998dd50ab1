import type {
  Cluster as ConfigCluster,
  KubeConfig,
  User,
} from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';

import {
  type Connection,
  ConnectionError,
  type Credential,
} from './connection.js';

/** Reads a kubeconfig (several files are merged as kubectl does) and makes a connection of one of its contexts.
 * Throws ConnectionError with a sentence. The library is loaded only here: it costs 80 MB and a second. */
export async function kubeConfigConnection(
  files: string[],
  contextName?: string,
): Promise<Connection> {
  const config = await readKubeConfig(files);
  const name = contextName ?? config.getCurrentContext();
  const known = config.getContexts().map((context) => context.name);
  const choice =
    known.length > 0
      ? `Set MOORAGE_CONTEXT to one of: ${known.join(', ')}.`
      : 'It defines no contexts.';
  if (!name)
    throw new ConnectionError(
      `The kubeconfig ${files.join(':')} has no current context. ${choice}`,
    );
  const context = config.getContextObject(name);
  if (!context)
    throw new ConnectionError(
      `The kubeconfig ${files.join(':')} has no context "${name}". ${choice}`,
    );
  const cluster = config.getCluster(context.cluster);
  if (!cluster) {
    const there =
      config
        .getClusters()
        .map((each) => each.name)
        .join(', ') || 'none';
    throw new ConnectionError(
      `The context "${name}" names the cluster "${context.cluster}", which the kubeconfig does not define. Defined: ${there}.`,
    );
  }
  return toConnection(name, cluster, config.getUser(context.user) ?? undefined);
}

async function readKubeConfig(files: string[]): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const merged = new Config();
  files.forEach((file, index) => {
    try {
      if (index === 0) return merged.loadFromFile(file);
      const next = new Config();
      next.loadFromFile(file);
      merged.mergeConfig(next, true);
    } catch (cause) {
      throw new ConnectionError(
        `The kubeconfig ${file} cannot be read: ${reasonOf(cause)}. Set KUBECONFIG to a readable file.`,
        { cause },
      );
    }
  });
  return merged;
}

function toConnection(
  name: string,
  cluster: ConfigCluster,
  user: User | undefined,
): Connection {
  if (!cluster.server)
    throw new ConnectionError(
      `The cluster "${cluster.name}" of the kubeconfig has no server address.`,
    );
  if (cluster.proxyUrl) {
    throw new ConnectionError(
      `The cluster "${cluster.name}" wants a proxy (proxy-url), which Moorage cannot use yet.`,
    );
  }
  return {
    source: 'KUBECONFIG',
    name,
    server: serverAddress(cluster),
    ca: pem(
      cluster.caData,
      cluster.caFile,
      `the certificate authority of the cluster "${cluster.name}"`,
    ),
    serverName: cluster.tlsServerName,
    insecure: cluster.skipTLSVerify ?? false,
    own: toCredential(user),
  };
}

function serverAddress(cluster: ConfigCluster): string {
  if (!URL.canParse(cluster.server) || !/^https?:/.test(cluster.server)) {
    throw new ConnectionError(
      `The server address "${cluster.server}" of the cluster "${cluster.name}" is no http(s) address.`,
    );
  }
  return cluster.server.replace(/\/+$/, '');
}

function toCredential(user: User | undefined): Credential {
  if (user?.exec) {
    throw new ConnectionError(
      `The user "${user.name}" of the kubeconfig gets its token from a program (exec: ${String((user.exec as { command?: string }).command)}), which Moorage cannot run yet. Use a user with a token or a client certificate.`,
    );
  }
  if (user?.authProvider) {
    throw new ConnectionError(
      `The user "${user.name}" of the kubeconfig uses an auth-provider, which Kubernetes has removed.`,
    );
  }
  const cert = pem(user?.certData, user?.certFile, 'the client certificate');
  const key = pem(
    user?.keyData,
    user?.keyFile,
    'the key of the client certificate',
  );
  if ((cert === undefined) !== (key === undefined)) {
    throw new ConnectionError(
      `The user "${user?.name}" of the kubeconfig has a client certificate or a key, but not both.`,
    );
  }
  return {
    token: user?.token,
    basic: user?.username
      ? { username: user.username, password: user.password ?? '' }
      : undefined,
    certificate: cert && key ? { cert, key } : undefined,
  };
}

function pem(
  data: string | undefined,
  file: string | undefined,
  what: string,
): string | undefined {
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConnectionError(
      `${what} cannot be read at ${file}: ${reasonOf(cause)}.`,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  return cause instanceof Error
    ? (cause.message.split('\n')[0] ?? '')
    : String(cause);
}
