import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request that passed. */
export interface Passed {
  method: string;
  path: string;
  query: URLSearchParams;
  status: number;
  /** Who asked: the whole Authorization header. */
  authorization?: string;
  /** In which form the answer was asked for. */
  accept?: string;
  /** Whether the whole answer has passed, or its reader has left. */
  ended: boolean;
}

/** Decides about a request before it passes: 'pass', an answer of its own, 'lose' (carried out, answer thrown away), what it
 * waits for, or what happens when it is carried out and before anybody hears of it. */
export type Fault = (
  method: string,
  path: string,
  query: URLSearchParams,
) =>
  | 'pass'
  | 'lose'
  | { status: number; body: unknown }
  | { delay: number }
  | { after: Promise<unknown> }
  | { whenDone: () => void };

export interface CountingProxy {
  url: string;
  passed: Passed[];
  /** How many were under way at once, at most. */
  most: number;
  /** Forgets what has passed. */
  reset(): void;
  fault: Fault;
  close(): Promise<void>;
}

const LIST =
  /^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\/(?:namespaces\/[^/]+\/)?([a-z]+)$/;

/** The LIST requests among those that passed, by plural word and, with `detail`, by selector. */
export function countLists(passed: Passed[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, path } of passed) {
    const plural = method === 'GET' ? LIST.exec(path)?.[1] : undefined;
    if (plural) counts[plural] = (counts[plural] ?? 0) + 1;
  }
  return counts;
}

function onlyGroups({
  'impersonate-group': groups,
}: IncomingMessage['headersDistinct']): Record<string, string[]> {
  return groups ? { 'impersonate-group': groups } : {};
}

/** A plain HTTP door on loopback in front of an HTTPS API server, which counts what passes and can make trouble. */
export async function startCountingProxy(
  server: string,
  ca: string,
): Promise<CountingProxy> {
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 64 });
  const proxy: CountingProxy = {
    url: '',
    passed: [],
    most: 0,
    reset: () => {
      proxy.passed.splice(0);
      proxy.most = 0;
    },
    fault: () => 'pass',
    close,
  };
  let underWay = 0;
  const listener = createServer((incoming, outgoing) => {
    proxy.most = Math.max(proxy.most, ++underWay);
    outgoing.once('close', () => underWay--);
    void pass(incoming, outgoing);
  });
  // Longer than any client keeps a connection: one that ends while it is used again is a request that is sent twice.
  listener.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) =>
    listener.listen(0, '127.0.0.1', resolve),
  );
  proxy.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return proxy;

  async function pass(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(
      incoming.url ?? '/',
      proxy.url,
    );
    const method = incoming.method ?? 'GET';
    const { authorization, accept } = incoming.headers;
    const entry: Passed = {
      ...{ method, path, query, status: 0, authorization, accept },
      ended: false,
    };
    proxy.passed.push(entry);
    const decision = proxy.fault(method, path, query);
    if (typeof decision === 'object' && 'delay' in decision)
      await new Promise((resolve) => setTimeout(resolve, decision.delay));
    if (typeof decision === 'object' && 'after' in decision)
      await decision.after;
    // Whoever asked may have left meanwhile, and the proxy may be closed.
    if (outgoing.destroyed) return;
    if (typeof decision === 'object' && 'status' in decision) {
      entry.status = decision.status;
      incoming.resume();
      outgoing
        .writeHead(decision.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(decision.body));
      return;
    }
    const upstream = request(`${server}${incoming.url}`, {
      agent,
      method,
      headers: {
        ...incoming.headers,
        // Node joins what came as fields of their own, and one joined group is no group.
        ...onlyGroups(incoming.headersDistinct),
        host: new URL(server).host,
      },
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.once('close', () => {
      entry.ended = true;
      upstream.destroy();
    });
    upstream.on('response', (answer) => {
      entry.status = answer.statusCode ?? 0;
      const whenDone =
        typeof decision === 'object' && 'whenDone' in decision
          ? decision.whenDone
          : undefined;
      if (decision === 'lose' || whenDone) {
        answer.resume();
        whenDone?.();
        answer.on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(entry.status, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(upstream);
  }

  async function close(): Promise<void> {
    agent.destroy();
    listener.closeAllConnections();
    await new Promise((resolve) => listener.close(resolve));
  }
}
