import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

import { badRequest, notFound, StatusError } from '../api/status-error.js';
import type { Call } from './call.js';
import { findStored } from './get.js';
import { checkLogOptions } from './log-options.js';

interface LoggedPod {
  spec: {
    nodeName?: string;
    containers: { name: string }[];
    initContainers?: { name: string }[];
  };
}

interface KubeletNode {
  status?: {
    addresses?: { type: string; address: string }[];
    daemonEndpoints?: { kubeletEndpoint?: { Port: number } };
  };
}

const NODES = { group: '', plural: 'nodes' };

/** GET of pods/log: passes the kubelet's answer on as it comes. */
export async function log(call: Call): Promise<void> {
  const { plane, query, target, response } = call;
  const pod = findStored(call) as unknown as LoggedPod;
  checkLogOptions(target.name, query);
  const container = chooseContainer(pod, target.name, query.get('container'));
  const { nodeName } = pod.spec;
  if (!nodeName) {
    response.writeHead(204).end();
    return;
  }
  const node = plane.store.get(NODES, '', nodeName);
  // The real server says so too: it is the pod's resource with the node's name.
  if (!node) throw notFound(call.kind, nodeName);
  const kubelet = await ask(
    toKubeletUrl(node as unknown as KubeletNode, target, container, query),
    response,
  );
  if (kubelet.statusCode !== 200) throw await toKubeletError(kubelet);
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  kubelet.pipe(response);
}

function chooseContainer(
  { spec }: LoggedPod,
  pod: string,
  wanted: string | null,
): string {
  const names = [...(spec.initContainers ?? []), ...spec.containers].map(
    ({ name }) => name,
  );
  if (wanted) {
    if (names.includes(wanted)) return wanted;
    throw badRequest(`container ${wanted} is not valid for pod ${pod}`);
  }
  if (names.length === 1) return names[0] ?? '';
  throw badRequest(
    `a container name must be specified for pod ${pod}, choose one of: [${names.join(' ')}]`,
  );
}

function toKubeletUrl(
  { status }: KubeletNode,
  { namespace, name }: Call['target'],
  container: string,
  query: URLSearchParams,
): URL {
  const address =
    status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ??
    '127.0.0.1';
  const port = status?.daemonEndpoints?.kubeletEndpoint?.Port ?? 10_250;
  const url = new URL(
    `https://${address}:${port}/containerLogs/${namespace}/${name}/${container}`,
  );
  for (const [key, value] of query)
    if (key !== 'container') url.searchParams.append(key, value);
  return url;
}

/** Asks the kubelet, whose certificate is its own; the caller's leaving ends it. */
function ask(url: URL, response: Call['response']): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { rejectUnauthorized: false }, resolve);
    asking.once('error', ({ message }: Error) => {
      const why = message.replace(
        /^connect ECONNREFUSED (\S+)$/,
        'dial tcp $1: connect: connection refused',
      );
      reject(
        new StatusError(
          500,
          undefined,
          `Get ${JSON.stringify(url.href)}: ${why}`,
        ),
      );
    });
    response.once('close', () => asking.destroy());
    asking.end();
  });
}

async function toKubeletError(kubelet: IncomingMessage): Promise<StatusError> {
  let text = '';
  for await (const chunk of kubelet.setEncoding('utf8')) text += String(chunk);
  const code = kubelet.statusCode ?? 500;
  if (code === 400) return badRequest(text.trim());
  return new StatusError(
    code,
    code === 404 ? 'NotFound' : undefined,
    text.trim(),
  );
}
