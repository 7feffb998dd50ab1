import { Agent, type Dispatcher, ProxyAgent } from 'undici';

import type { ClientCertificate, Connection } from './connection.js';

export interface AgentLimits {
  connectTimeout: number;
  /** null for no limit. */
  connections: number | null;
}

export interface Agents {
  /** The pool of connections that show a client certificate, or none. */
  agentFor(this: void, certificate?: ClientCertificate): Dispatcher;
  close(this: void): Promise<void>;
}

/** Pools of connections to one cluster: one for each TLS identity, as a connection shows one for all that goes over it. Of client
 * certificates only the newest has one; what is under way with an older one is carried through. */
export function createAgents(
  connection: Connection,
  limits: AgentLimits,
): Agents {
  let anonymous: Dispatcher | undefined;
  let named: { cert: string; agent: Dispatcher } | undefined;
  const draining = new Set<Dispatcher>();
  const drain = (agent: Dispatcher) => {
    draining.add(agent);
    void agent
      .close()
      .catch(() => undefined)
      .finally(() => draining.delete(agent));
  };
  return {
    agentFor(certificate) {
      if (!certificate) return (anonymous ??= createAgent(connection, limits));
      if (named?.cert !== certificate.cert) {
        if (named) drain(named.agent);
        const agent = createAgent(connection, limits, certificate);
        named = { cert: certificate.cert, agent };
      }
      return named.agent;
    },
    async close() {
      const agents = [anonymous, named?.agent, ...draining];
      await Promise.all(agents.flatMap((agent) => agent?.destroy() ?? []));
    },
  };
}

function createAgent(
  { ca, serverName, insecure, proxy }: Connection,
  { connectTimeout, connections }: AgentLimits,
  certificate?: ClientCertificate,
): Dispatcher {
  const tls = {
    timeout: connectTimeout,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    ca,
    servername: serverName,
    rejectUnauthorized: !insecure,
    ...certificate,
  };
  const pool = {
    allowH2: false,
    pipelining: 1,
    connections,
    keepAliveTimeout: 20_000,
  };
  if (proxy === undefined) return new Agent({ ...pool, connect: tls });
  // The proxy's own certificate has nothing to do with the cluster's.
  return new ProxyAgent({
    ...pool,
    uri: proxy,
    requestTls: tls,
    proxyTls: { timeout: connectTimeout },
  });
}
