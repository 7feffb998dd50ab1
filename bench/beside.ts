import { ask } from './ask.js';
import { timed } from './measure.js';
import { quantile } from './quantile.js';
import type { Question } from './questions.js';
import type { ServerProcess } from './server-process.js';

const ROUNDS = 40;
const CLIENTS = 4;

/** How much longer a small question takes, at the 95th percentile, while four clients keep asking a large one. */
export async function besideLarge(
  server: ServerProcess,
  small: Question,
  large: Question,
): Promise<number> {
  const quiet = await p95(server, small);
  let over = false;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!over) await ask(server.url, large.query);
  });
  const busy = await p95(server, small);
  over = true;
  await Promise.all(clients);
  return busy / quiet;
}

async function p95(server: ServerProcess, question: Question): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push(await timed(() => ask(server.url, question.query)));
  return quantile(times, 0.95);
}
