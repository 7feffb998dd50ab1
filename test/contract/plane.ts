import { Agent, request } from 'undici';

import { openControlPlane, uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';

/** An answer of the plane, as it came. */
export interface Answer<T> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body; undefined when it is no JSON. */
  body: T;
}

/** What most answers are: an object of Kubernetes or a Status. */
export interface Thing {
  kind?: string;
  apiVersion?: string;
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    generation?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    creationTimestamp: string;
    deletionTimestamp?: string;
    finalizers?: string[];
    continue?: string;
    [field: string]: unknown;
  };
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
  data?: Record<string, string>;
  message?: string;
  reason?: string;
  code?: number;
  details?: Record<string, unknown>;
  items: Thing[];
  [field: string]: unknown;
}

export interface CallOptions {
  /** A user of the kubeconfig; admin when left out. */
  as?: string;
  /** Sent as JSON, or as it is when it is a string. */
  body?: unknown;
  /** The Content-Type of the body. */
  type?: string;
  headers?: Record<string, string | string[]>;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: Thing;
}

const plane = openControlPlane();
const agent = new Agent({ connections: 64, connect: { ca: plane.ca } });

/** The address of the plane under test. */
export const server = plane.server;

/** Sends one raw request; never throws on a status. */
export async function call<T = Thing>(
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Answer<T>> {
  const { as = 'admin', body, type = 'application/json', headers } = options;
  const answer = await request(plane.server + path, {
    dispatcher: agent,
    method: method as 'GET',
    headers: {
      authorization: `Bearer ${plane.token(as)}`,
      ...(body !== undefined && { 'content-type': type }),
      ...headers,
    },
    body:
      typeof body === 'string' || body === undefined
        ? body
        : JSON.stringify(body),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    body: parse(text) as T,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The strategic merge, merge, JSON and apply patches' content types. */
export const PATCH = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Opens a watch and collects its events until it is closed. `path` carries the parameters, without `watch`. */
export async function watch(
  path: string,
  as = 'admin',
  headers: Record<string, string> = {},
) {
  const stop = new AbortController();
  const answer = await request(
    `${plane.server}${path}${path.includes('?') ? '&' : '?'}watch=true`,
    {
      dispatcher: agent,
      headers: { authorization: `Bearer ${plane.token(as)}`, ...headers },
      signal: stop.signal,
    },
  );
  const events: WatchEvent[] = [];
  const state = { ended: false };
  const reading = (async () => {
    let rest = '';
    for await (const chunk of answer.body.setEncoding('utf8')) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) events.push(JSON.parse(line) as WatchEvent);
    }
    if (rest) events.push(JSON.parse(rest) as WatchEvent);
  })()
    .catch(() => undefined)
    .then(() => (state.ended = true));
  return {
    status: answer.statusCode,
    headers: answer.headers,
    events,
    /** Waits until `count` events have come. */
    until: (count: number) =>
      eventually(() => {
        if (events.length < count)
          throw new Error(
            `${events.length} events, not ${count}: ${JSON.stringify(events)}`,
          );
        return Promise.resolve(events);
      }),
    hasEnded: () => state.ended,
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

/** Makes a namespace of its own for a scenario and waits for its default account. Returns its name. */
export async function aNamespace(
  labels: Record<string, string> = {},
): Promise<string> {
  const name = uniqueName('contract');
  await call('POST', '/api/v1/namespaces', {
    body: { metadata: { name, labels } },
  });
  await eventually(async () => {
    const account = await call(
      'GET',
      `/api/v1/namespaces/${name}/serviceaccounts/default`,
    );
    if (account.status !== 200) throw new Error('no default account yet');
  });
  return name;
}

/** Closes the connections of this file's scenarios; for `afterAll`. */
export async function closePlane(): Promise<void> {
  await agent.destroy();
  await plane.close();
}
