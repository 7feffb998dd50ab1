import { request } from 'undici';

import type { RawApi } from './control-plane.js';
import { quantile } from './quantile.js';
import type { ServerProcess } from './server-process.js';

const QUERY = `{ tenants(first: 200) { nodes { name labels { key value } apps { nodes { name replicas
  pods { nodes { name phase nodeName } } services { nodes { name type clusterIP } } } } } } }`;
const LISTS = [
  '/api/v1/namespaces',
  '/apis/apps/v1/deployments',
  '/api/v1/pods',
  '/api/v1/services',
];

interface Answer {
  data: {
    tenants: { nodes: { apps: { nodes: { pods: { nodes: unknown[] } }[] } }[] };
  };
  extensions: { cluster: { requests: number } };
}

export interface Figures {
  rounds: number;
  pods: number;
  requests: number;
  rawMedian: number;
  medianRatio: number;
  p95Ratio: number;
  peakMemory: number;
}

/** tenants, apps, pods and services in one query, against the four raw lists fetched in parallel and parsed: in turn, one client. */
export const nestedQuery = {
  name: 'nested query: tenants, apps, pods, services',
  async run(api: RawApi, server: ServerProcess, rounds = 40): Promise<Figures> {
    const raw: number[] = [];
    const ours: number[] = [];
    let last: Answer | undefined;
    for (let round = -5; round < rounds; round++) {
      const started = performance.now();
      (await Promise.all(LISTS.map((path) => api.call('GET', path)))).forEach(
        (text) => JSON.parse(text) as unknown,
      );
      const between = performance.now();
      last = await ask(server.url);
      if (round < 0) continue;
      raw.push(between - started);
      ours.push(performance.now() - between);
    }
    const pods = last!.data.tenants.nodes.flatMap(({ apps }) =>
      apps.nodes.flatMap((app) => app.pods.nodes),
    ).length;
    const { requests } = last!.extensions.cluster;
    const rawMedian = quantile(raw, 0.5);
    const medianRatio = quantile(ours, 0.5) / rawMedian;
    const p95Ratio = quantile(ours, 0.95) / quantile(raw, 0.95);
    return {
      rounds,
      pods,
      requests,
      rawMedian,
      medianRatio,
      p95Ratio,
      peakMemory: server.peakMemory(),
    };
  },
};

async function ask(url: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const { body } = await request(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: QUERY }),
  });
  const answer = (await body.json()) as Answer & {
    errors?: { message: string }[];
  };
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  return answer;
}
