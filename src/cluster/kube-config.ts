import { type Connection, ConnectionError } from './connection.js';
import {
  type Entry,
  type KubeConfig,
  readKubeConfig,
  textOf,
} from './kube-config-file.js';
import { credentialOf, type PluginSurroundings } from './kube-config-user.js';
import { authorityOf } from './pem.js';

export interface KubeConfigChoice {
  files: readonly string[];
  /** Instead of the current one. */
  context?: string;
  /** Address instead of the cluster's. */
  server?: string;
}

/** Reads a kubeconfig (several files are merged as kubectl does) and makes a connection of one of its contexts.
 * Throws ConnectionError with a sentence. */
export function kubeConfigConnection(
  { files, context: wanted, server }: KubeConfigChoice,
  surroundings: Omit<PluginSurroundings, 'cluster'>,
): Connection {
  const config = readKubeConfig(files);
  const context = contextOf(config, files, wanted);
  const cluster = clusterOf(config, context, server !== undefined);
  const address = toAddress(server ?? (cluster && textOf(cluster, 'server')), {
    place: server === undefined ? cluster : undefined,
  });
  const insecure = cluster?.fields['insecure-skip-tls-verify'] === true;
  const ca = cluster && authorityOf(cluster);
  if (insecure && ca !== undefined)
    throw new ConnectionError(
      `The cluster "${cluster?.name}" of the kubeconfig has a certificate authority, and insecure-skip-tls-verify, which ignores it: remove one of the two.`,
    );
  const reached = {
    server: address,
    ca,
    // The name is that of the kubeconfig's address, not of the one that takes its place.
    serverName:
      server === undefined && cluster
        ? textOf(cluster, 'tls-server-name')
        : undefined,
    insecure,
    proxy: cluster && proxyOf(cluster),
  };
  const user = userOf(config, context);
  const told = { ...surroundings, cluster: toClusterInfo(reached) };
  return {
    ...{ source: 'KUBECONFIG', name: context.name, ...reached },
    own: user ? credentialOf(user, told) : {},
  };
}

/** The cluster as a credential plugin is told of it. */
function toClusterInfo({
  server,
  ca,
  serverName,
  insecure,
  proxy,
}: Omit<Connection, 'source' | 'name' | 'own'>): Record<string, unknown> {
  return {
    server,
    'tls-server-name': serverName,
    'insecure-skip-tls-verify': insecure || undefined,
    'certificate-authority-data':
      ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
    'proxy-url': proxy,
  };
}

function contextOf(
  { contexts, current }: KubeConfig,
  files: readonly string[],
  wanted: string | undefined,
): Entry {
  const name = wanted ?? current;
  const choice =
    contexts.size > 0
      ? `Set MOORAGE_CONTEXT to one of: ${namesOf(contexts)}.`
      : 'It defines no contexts.';
  if (name === undefined)
    throw new ConnectionError(
      `The kubeconfig ${files.join(':')} has no current context. ${choice}`,
    );
  const context = contexts.get(name);
  if (context) return context;
  throw new ConnectionError(
    `The kubeconfig ${files.join(':')} has no context "${name}". ${choice}`,
  );
}

/** The context's cluster. One that is missing does no harm where the address is given otherwise. */
function clusterOf(
  { clusters }: KubeConfig,
  context: Entry,
  isOverridden: boolean,
): Entry | undefined {
  const name = textOf(context, 'cluster');
  const cluster = name === undefined ? undefined : clusters.get(name);
  if (cluster || isOverridden) return cluster;
  throw new ConnectionError(
    name === undefined
      ? `The context "${context.name}" of the kubeconfig names no cluster. Defined: ${namesOf(clusters)}.`
      : `The context "${context.name}" names the cluster "${name}", which the kubeconfig does not define. Defined: ${namesOf(clusters)}. Correct the context, or set MOORAGE_CLUSTER_SERVER to the cluster's address.`,
  );
}

function userOf({ users }: KubeConfig, context: Entry): Entry | undefined {
  const name = textOf(context, 'user');
  if (name === undefined) return undefined;
  const user = users.get(name);
  if (user) return user;
  throw new ConnectionError(
    `The context "${context.name}" names the user "${name}", which the kubeconfig does not define. Defined: ${namesOf(users)}.`,
  );
}

function toAddress(
  server: string | undefined,
  { place }: { place: Entry | undefined },
): string {
  const what = place
    ? `the cluster "${place.name}" of the kubeconfig`
    : 'MOORAGE_CLUSTER_SERVER';
  if (server === undefined)
    throw new ConnectionError(`There is no server address in ${what}.`);
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ConnectionError(
      `The server address "${server}" of ${what} is no http(s) address.`,
    );
  if (url.username || url.password || url.search || url.hash)
    throw new ConnectionError(
      `The server address of ${what} must be scheme, host, port and perhaps a path: no user, password, ? or #.`,
    );
  return server.replace(/\/+$/, '');
}

function proxyOf(cluster: Entry): string | undefined {
  const proxy = textOf(cluster, 'proxy-url');
  if (proxy === undefined) return undefined;
  const protocol = URL.canParse(proxy) ? new URL(proxy).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return proxy;
  throw new ConnectionError(
    `The proxy-url of the cluster "${cluster.name}" is no http(s) address${protocol.startsWith('socks') ? ': SOCKS is not spoken' : ''}.`,
  );
}

function namesOf(entries: ReadonlyMap<string, Entry>): string {
  return [...entries.keys()].sort().join(', ') || 'none';
}
