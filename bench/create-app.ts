import { ask } from './ask.js';
import type { RawApi } from './control-plane.js';
import { timed } from './measure.js';
import { quantile } from './quantile.js';
import type { ServerProcess } from './server-process.js';

interface Payload {
  createApp: { userErrors: { message: string }[]; changes: object[] };
}

export interface CreateAppFigures {
  requests: number;
  written: number;
  rawMedian: number;
  medianRatio: number;
}

const ROUNDS = 20;
const TENANT = 'bench-0';

/** createApp against the two POSTs that it comes down to, of a Deployment and a Service without pods. */
export async function createApps(
  api: RawApi,
  server: ServerProcess,
): Promise<CreateAppFigures> {
  const times = { raw: [] as number[], ours: [] as number[] };
  let last: { requests: number; written: number } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    times.raw.push(await timed(() => makeRaw(api, `raw-${round}`)));
    times.ours.push(
      await timed(async () => {
        const { data, extensions } = await ask<Payload>(
          server.url,
          `mutation { createApp(input: { tenant: "${TENANT}", name: "ours-${round}", image: "nginx:1.27", cpu: "100m", memory: "64Mi",
            replicas: 0, ports: [{ port: 8080 }] }) { userErrors { message } changes { kind } } }`,
        );
        const { userErrors, changes } = data.createApp;
        if (userErrors[0]) throw new Error(userErrors[0].message);
        last = { ...extensions.cluster, written: changes.length };
      }),
    );
  }
  const rawMedian = quantile(times.raw, 0.5);
  return {
    ...last!,
    rawMedian,
    medianRatio: quantile(times.ours, 0.5) / rawMedian,
  };
}

async function makeRaw(api: RawApi, name: string): Promise<void> {
  const labels = { app: name };
  const containers = [{ name, image: 'nginx:1.27' }];
  await api.call('POST', `/apis/apps/v1/namespaces/${TENANT}/deployments`, {
    metadata: { name, labels },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
  await api.call('POST', `/api/v1/namespaces/${TENANT}/services`, {
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 8080 }] },
  });
}
