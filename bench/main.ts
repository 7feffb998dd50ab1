import { cpus, totalmem } from 'node:os';

import { embeddedCluster } from './embedded-cluster.js';
import { appStatus } from './app-status.js';
import { openRawApi } from './control-plane.js';
import { makeDataset } from './dataset.js';
import { nestedQuery } from './nested-query.js';
import { startServerProcess } from './server-process.js';

/** `npm run bench`: makes the data on the real control plane, measures, and prints a table for docs/performance.md. */
const dataset = { tenants: 50, apps: 4, pods: 5 };
const api = openRawApi();
await makeDataset(api, dataset);
const server = await startServerProcess();
const figures = await nestedQuery.run(api, server);
await server.stop();
const embedded = await embeddedCluster.run(api, dataset);
await api.close();

const statuses = Object.entries(appStatus.run())
  .map(([name, time]) => `| ${name} | ${time.toFixed(1)} µs |`)
  .join('\n');
const { rounds, pods, requests, rawMedian, medianRatio, p95Ratio, peakMemory } =
  figures;
process.stdout.write(`
Machine: ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; API server, client and Moorage share it.
Dataset: ${dataset.tenants} tenants x ${dataset.apps} apps x ${dataset.pods} pods; ${rounds} rounds in turn after 5 to warm up.

| question | pods read | requests to the cluster | median against raw lists | p95 against raw lists | raw lists, median | peak memory of the server |
|---|---|---|---|---|---|---|
| ${nestedQuery.name} | ${pods} | ${requests} | ${medianRatio.toFixed(2)} x | ${p95Ratio.toFixed(2)} x | ${rawMedian.toFixed(0)} ms | ${peakMemory} MiB |

| ${appStatus.name}, by situation | median |
|---|---|
${statuses}

| embedded cluster | |
|---|---|
| start of the process, with its demo, to the first answered query, median of 5 | ${embedded.firstAnswer.toFixed(0)} ms |
| idle memory of both processes, with the demo, shared pages counted once | ${embedded.idleMemory} MiB |
| 1,000 pods by createApp until all are ready | ${embedded.thousandPods.toFixed(1)} s |
| LIST of ${pods} pods against the real API server | ${embedded.listRatio.toFixed(2)} x (${embedded.listMedian.toFixed(0)} ms) |
`);
