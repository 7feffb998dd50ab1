import { cpus, totalmem } from 'node:os';

import { embeddedCluster } from './embedded-cluster.js';
import { appStatus } from './app-status.js';
import { besideLarge } from './beside.js';
import { openRawApi } from './control-plane.js';
import { type CreateAppFigures, createApps } from './create-app.js';
import { type Dataset, makeDataset } from './dataset.js';
import { type ExecutionFigures, measureExecution } from './execution.js';
import { type Figures, measure, type Patience } from './measure.js';
import { toQuestions } from './questions.js';
import { startServerProcess } from './server-process.js';

/** `npm run bench`, or `npm run bench -- S L status embedded` for a choice: makes the data on the real control plane, measures, and
 * prints tables for docs/performance.md. L holds all that S does. */
const DATASETS: Record<string, Dataset & { patience: Patience }> = {
  S: { tenants: 50, apps: 4, pods: 5, patience: { rounds: 40, seconds: 5 } },
  L: {
    tenants: 200,
    apps: 10,
    pods: 5,
    patience: { rounds: 12, seconds: 15 },
  },
};
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
const print = (text: string) => void process.stdout.write(`${text}\n`);
const api = openRawApi();

print(`
Machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; API server, client and Moorage share it.
Ratios are against the raw lists, fetched in parallel with undici and parsed with JSON.parse, in the same run.
`);
let made: Dataset | undefined;
for (const [name, { patience, ...dataset }] of Object.entries(DATASETS)) {
  if (!isWanted(name)) continue;
  await makeDataset(api, dataset, made);
  made = dataset;
  await measureDataset(name, dataset, patience);
}
if (isWanted('status')) printStatus();
if (isWanted('embedded')) {
  if (!made) await makeDataset(api, DATASETS.S!);
  await measureEmbedded(made ?? DATASETS.S!);
}
await api.close();

async function measureDataset(
  name: string,
  dataset: Dataset,
  patience: Patience,
): Promise<void> {
  const { tenants, apps, pods } = dataset;
  print(`Dataset ${name}: ${tenants} tenants x ${apps} apps x ${pods} pods

| question | requests | median | p95 | 4 clients | 16 clients | raw lists, median | peak memory | loop delay p99 |
|---|---|---|---|---|---|---|---|---|`);
  const questions = toQuestions(dataset);
  for (const question of questions) {
    // A process of its own for each, so that its peak is its own.
    const server = await startServerProcess();
    print(toRow(question.name, await measure(api, server, question, patience)));
    await server.stop();
  }
  print(toExecutionRow(await measureExecution(questions[0]!.query)));
  const server = await startServerProcess();
  print(toCreateRow(await createApps(api, server)));
  const [large, small] = questions;
  const slower = await besideLarge(server, small!, large!);
  print(
    `\nOne tenant's page beside 4 clients with the nested query: p95 ${slower.toFixed(1)} x its quiet value.\n`,
  );
  await server.stop();
}

function toRow(name: string, figures: Figures): string {
  const { throughput, requests, medianRatio, p95Ratio, rawMedian } = figures;
  return [
    '',
    name,
    requests,
    `${medianRatio.toFixed(2)} x`,
    `${p95Ratio.toFixed(2)} x`,
    ...throughput.map(
      ({ ratio, raw }) => `${ratio.toFixed(2)} x of ${raw.toFixed(1)}/s`,
    ),
    `${rawMedian.toFixed(0)} ms`,
    `${figures.peakMemory} MiB`,
    `${figures.loopDelay.toFixed(0)} ms`,
    '',
  ]
    .join(' | ')
    .trim();
}

function toCreateRow(figures: CreateAppFigures): string {
  const { requests, written, medianRatio, rawMedian } = figures;
  return `| createApp: ${written} objects, against 2 raw POSTs | ${requests} | ${medianRatio.toFixed(2)} x | | | | ${rawMedian.toFixed(0)} ms | | |`;
}

function toExecutionRow(figures: ExecutionFigures): string {
  const { size, stringify, ratio } = figures;
  return `| nested query with all data in memory, against JSON.stringify of its answer (${(size / 1e6).toFixed(1)} MB) | | ${ratio.toFixed(2)} x | | | | ${stringify.toFixed(1)} ms | | |`;
}

function printStatus(): void {
  const { running, situations, median, slowest, worst } = appStatus.run();
  print(`
| ${appStatus.name} | CPU time |
|---|---|
| nothing is wrong | ${running.toFixed(1)} µs |
| median of ${situations} recorded situations | ${median.toFixed(1)} µs |
| the slowest of them, ${slowest} | ${worst.toFixed(1)} µs |
`);
}

async function measureEmbedded(dataset: Dataset): Promise<void> {
  const figures = await embeddedCluster.run(api, dataset);
  const { tenants, apps, pods } = dataset;
  print(`
| embedded cluster | |
|---|---|
| start of the process, with its demo, to the first answered query, median of 5 | ${figures.firstAnswer.toFixed(0)} ms |
| idle memory of both processes, with the demo, shared pages counted once | ${figures.idleMemory} MiB |
| 1,000 pods by createApp until all are ready | ${figures.thousandPods.toFixed(1)} s |
| LIST of ${tenants * apps * pods} pods against the real API server | ${figures.listRatio.toFixed(2)} x (${figures.listMedian.toFixed(0)} ms) |
`);
}
