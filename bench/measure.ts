import { ask } from './ask.js';
import type { RawApi } from './control-plane.js';
import { quantile } from './quantile.js';
import type { Question } from './questions.js';
import type { ServerProcess } from './server-process.js';

/** How Moorage fares against the raw lists in the same run; ratios below 1 of times, and above 1 of throughput, are faster. */
export interface Figures {
  requests: number;
  rawMedian: number;
  medianRatio: number;
  p95Ratio: number;
  /** Operations per second against rounds of raw lists per second, by how many clients ask at once. */
  throughput: { clients: number; raw: number; ratio: number }[];
  /** MiB. */
  peakMemory: number;
  /** Milliseconds that the event loop of the server was late at the 99th percentile, while four clients asked. */
  loopDelay: number;
}

export interface Patience {
  rounds: number;
  /** Of each side, for each number of clients. */
  seconds: number;
}

const WARM_UP = 5;
const CLIENTS = [4, 16];

/** Asks a question and fetches its raw lists in turn, first alone and then with several clients at once. */
export async function measure(
  api: RawApi,
  server: ServerProcess,
  { query, lists }: Question,
  { rounds, seconds }: Patience,
): Promise<Figures> {
  const raw = async () =>
    (await Promise.all(lists.map((path) => api.call('GET', path)))).map(
      (text) => JSON.parse(text) as unknown,
    ).length;
  const ours = () => ask(server.url, query);
  const times = { raw: [] as number[], ours: [] as number[] };
  for (let round = -WARM_UP; round < rounds; round++) {
    const one = { raw: await timed(raw), ours: await timed(ours) };
    if (round < 0) continue;
    times.raw.push(one.raw);
    times.ours.push(one.ours);
  }
  const { extensions } = await ours();
  const throughput: Figures['throughput'] = [];
  let loopDelay = NaN;
  for (const clients of CLIENTS) {
    const theirs = await perSecond(raw, clients, seconds);
    await server.loopDelay();
    const rate = await perSecond(ours, clients, seconds);
    if (clients === CLIENTS[0]) loopDelay = (await server.loopDelay()).p99;
    throughput.push({ clients, raw: theirs, ratio: rate / theirs });
  }
  const rawMedian = quantile(times.raw, 0.5);
  return {
    requests: extensions.cluster.requests,
    rawMedian,
    medianRatio: quantile(times.ours, 0.5) / rawMedian,
    p95Ratio: quantile(times.ours, 0.95) / quantile(times.raw, 0.95),
    throughput,
    peakMemory: server.peakMemory(),
    loopDelay,
  };
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function perSecond(
  work: () => Promise<unknown>,
  clients: number,
  seconds: number,
): Promise<number> {
  const started = performance.now();
  const end = started + seconds * 1_000;
  let done = 0;
  const client = async () => {
    while (performance.now() < end) {
      await work();
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return done / ((performance.now() - started) / 1_000);
}
