import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { ask } from './ask.js';
import { openRawApi, type RawApi } from './control-plane.js';
import { type Dataset, makeDataset } from './dataset.js';
import { quantile } from './quantile.js';
import { type ServerProcess, startServerProcess } from './server-process.js';

export interface EmbeddedFigures {
  /** From the start of the process to the answer of a query, in milliseconds, the median of several. */
  firstAnswer: number;
  /** Of both processes, MiB, with the pages that they share counted once. */
  idleMemory: number;
  /** From the first createApp until a thousand pods are ready, in seconds. */
  thousandPods: number;
  /** LIST of the dataset's pods against the real API server's, medians in turn. */
  listRatio: number;
  listMedian: number;
}

const EMPTY = { MOORAGE_CLUSTER: 'embedded', MOORAGE_DEMO: 'off' };
const STARTS = 5;
const IDLE_MS = 20_000;
const APPS = { tenants: 25, apps: 2, replicas: 20 };
const ROUNDS = 30;

/** The embedded cluster: how soon it answers, what it costs, and how it keeps up. */
export const embeddedCluster = {
  name: 'embedded cluster',
  async run(real: RawApi, dataset: Dataset): Promise<EmbeddedFigures> {
    const start = await asNpmStart();
    const server = await startServerProcess(EMPTY);
    const thousandPods = await makeThousandPods(server);
    await server.stop();
    return { ...start, thousandPods, ...(await compareLists(real, dataset)) };
  },
};

/** With its demo, as somebody meets it who has no cluster. */
async function asNpmStart(): Promise<
  Pick<EmbeddedFigures, 'firstAnswer' | 'idleMemory'>
> {
  const times: number[] = [];
  for (let start = 1; ; start += 1) {
    const started = performance.now();
    const server = await startServerProcess({ MOORAGE_CLUSTER: 'embedded' });
    await ask(server.url, '{ cluster { version } }');
    times.push(performance.now() - started);
    if (start === STARTS) await sleep(IDLE_MS);
    const idleMemory = memoryOf(server.pid);
    await server.stop();
    if (start === STARTS)
      return { firstAnswer: quantile(times, 0.5), idleMemory };
  }
}

async function makeThousandPods({ url }: ServerProcess): Promise<number> {
  const tenants = Array.from({ length: APPS.tenants }, (_, n) => `many-${n}`);
  for (const tenant of tenants)
    await ask(
      url,
      `mutation { createTenant(input: { name: "${tenant}" }) { userErrors { message } } }`,
    );
  const started = performance.now();
  const create = (tenant: string, app: number) =>
    ask(
      url,
      `mutation { createApp(input: { tenant: "${tenant}", name: "app-${app}", image: "registry.example.com/app:1", cpu: "50m", memory: "64Mi",
        replicas: ${APPS.replicas}, ports: [{ port: 8080 }] }) { userErrors { message } } }`,
    );
  await Promise.all(
    tenants.flatMap((tenant) =>
      Array.from({ length: APPS.apps }, (_, app) => create(tenant, app)),
    ),
  );
  const wanted = APPS.tenants * APPS.apps * APPS.replicas;
  for (;;) {
    const { data } = await ask<{
      tenants: { nodes: { pods: { nodes: { ready: boolean }[] } }[] };
    }>(
      url,
      '{ tenants(first: 50) { nodes { pods(first: 100) { nodes { ready } } } } }',
    );
    const ready = data.tenants.nodes
      .flatMap(({ pods }) => pods.nodes)
      .filter((pod) => pod.ready).length;
    process.stderr.write(`\r${ready} of ${wanted} pods are ready   `);
    if (ready >= wanted) return (performance.now() - started) / 1_000;
    await sleep(250);
  }
}

async function compareLists(
  real: RawApi,
  dataset: Dataset,
): Promise<{ listRatio: number; listMedian: number }> {
  const server = await startServerProcess(EMPTY);
  const embedded = openRawApi(server.kubeconfig);
  await makeDataset(embedded, dataset);
  const times = { real: [] as number[], embedded: [] as number[] };
  const list = async (api: RawApi) => {
    const started = performance.now();
    await api.call('GET', '/api/v1/pods');
    return performance.now() - started;
  };
  for (let round = -5; round < ROUNDS; round++) {
    const one = { real: await list(real), embedded: await list(embedded) };
    if (round < 0) continue;
    times.real.push(one.real);
    times.embedded.push(one.embedded);
  }
  await embedded.close();
  await server.stop();
  const listMedian = quantile(times.embedded, 0.5);
  return { listMedian, listRatio: listMedian / quantile(times.real, 0.5) };
}

/** The server and its dev cluster: proportional set size, as the kernel counts it. */
function memoryOf(pid: number): number {
  const children = execFileSync('pgrep', ['-P', String(pid)], {
    encoding: 'utf8',
  });
  const pids = [String(pid), ...children.trim().split('\n')];
  const kibibytes = pids.map((each) => {
    const rollup = readFileSync(`/proc/${each}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]);
  });
  return Math.round(kibibytes.reduce((sum, each) => sum + each, 0) / 1024);
}
