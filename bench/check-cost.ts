import { ask } from './ask.js';
import { openRawApi, type RawApi } from './control-plane.js';
import { makeDataset } from './dataset.js';
import { toQuestions } from './questions.js';
import { startServerProcess } from './server-process.js';

/** `npm run check:cost`: fails when the nested query asks the cluster for more, or costs more CPU time, than it may. CPU time
 * of the server process stands against that of fetching and parsing the raw lists; unlike time on the clock it hardly depends on
 * what else the machine does. Slow machines and debuggers aside the ratio is far below the limit: see docs/performance.md. */
const MOST_REQUESTS = 5;
const MOST_CPU = 1;
const DATASET = { tenants: 25, apps: 4, pods: 5 };
const WARM_UP = 20;
const ROUNDS = 60;

const api = openRawApi();
await makeDataset(api, DATASET);
const [nested] = toQuestions(DATASET);
if (!nested) throw new Error('there is no question');
const server = await startServerProcess();
const ours = () => ask(server.url, nested.query);
const raw = () => fetchLists(api, nested.lists);
await repeat(ours, WARM_UP);
await repeat(raw, WARM_UP);
const before = server.cpuSeconds();
await repeat(ours, ROUNDS);
const used = server.cpuSeconds() - before;
const beforeRaw = process.cpuUsage();
await repeat(raw, ROUNDS);
const { user, system } = process.cpuUsage(beforeRaw);
const { extensions } = await ours();
await server.stop();
await api.close();

const ratio = used / ((user + system) / 1e6);
const { requests } = extensions.cluster;
process.stdout.write(
  `The nested query: ${requests} requests to the cluster (at most ${MOST_REQUESTS}), ${ratio.toFixed(2)} x the CPU time of the raw lists (at most ${MOST_CPU} x); ${((used / ROUNDS) * 1_000).toFixed(0)} ms each.\n`,
);
if (requests > MOST_REQUESTS || ratio > MOST_CPU) process.exitCode = 1;

async function fetchLists(
  { call }: Pick<RawApi, 'call'>,
  lists: readonly string[],
): Promise<unknown[]> {
  const texts = await Promise.all(lists.map((path) => call('GET', path)));
  return texts.map((text) => JSON.parse(text) as unknown);
}

async function repeat(
  work: () => Promise<unknown>,
  rounds: number,
): Promise<void> {
  for (let round = 0; round < rounds; round++) await work();
}
