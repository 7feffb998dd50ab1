import { afterAll, expect, test } from '@jest/globals';

import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';
import { Replica, toState } from './replica.js';
import { createRandom, type SeededRandom } from './seeded-random.js';

const WRITERS = 2;
const WRITES = 200;
const LONGEST_MS = 6_000;
const NAMES = ['a', 'b', 'c', 'd'];
const COLORS = ['red', 'red', 'blue', null];

afterAll(closePlane);

/** Creates, changes and deletes objects; now and then those of the other writers, too. */
async function write(
  path: string,
  writer: number,
  random: SeededRandom,
  stop: AbortSignal,
): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  const isOver = () => stop.aborted || Date.now() > end;
  for (let step = 0; step < WRITES && !isOver(); step += 1) {
    const name = `${random.pick(NAMES)}-${writer}`;
    const metadata = { name, labels: { color: random.pick(COLORS) } };
    const body = { metadata, data: { step: String(step) } };
    const kind = random.below(10);
    if (kind < 2) await call('DELETE', `${path}/${name}`);
    else if (kind < 3)
      await call('DELETE', `${path}?labelSelector=color%3Dblue`);
    else {
      const made = await call('POST', path, { body: withoutNull(body) });
      if (made.status === 409)
        await call('PATCH', `${path}/${name}`, { body, type: PATCH.merge });
    }
  }
}

const withoutNull = (body: object) =>
  JSON.stringify(body, (_, value: unknown) => value ?? undefined);

async function listSometimes(
  path: string,
  random: SeededRandom,
  stop: AbortSignal,
): Promise<Thing[]> {
  const lists: Thing[] = [];
  while (!stop.aborted) {
    await new Promise((resolve) => setTimeout(resolve, random.below(100)));
    lists.push((await call('GET', path)).body);
  }
  return lists;
}

async function readAndWrite(seed: number): Promise<void> {
  const path = `/api/v1/namespaces/${await aNamespace()}/configmaps`;
  const selected = ['color=red', 'color!=red', ''].map(
    (selector) => `${path}?labelSelector=${encodeURIComponent(selector)}`,
  );
  const replicas = await Promise.all(
    selected.map((each) => Replica.create(each)),
  );
  const stop = new AbortController();
  const { signal } = stop;
  const following = replicas.map((replica, index) =>
    replica.follow(createRandom(seed + 100 + index), signal),
  );
  const listing = selected.map((each, index) =>
    listSometimes(each, createRandom(seed + 200 + index), signal),
  );
  const writing = Array.from({ length: WRITERS }, (_, writer) =>
    write(path, writer, createRandom(seed + writer), signal),
  );
  try {
    await Promise.race([Promise.all(writing), Promise.all(following)]);
  } finally {
    stop.abort();
    await Promise.allSettled([...writing, ...following, ...listing]);
  }
  await Promise.all(following);

  for (const [index, replica] of replicas.entries()) {
    const last = (await call('GET', selected[index] ?? '')).body;
    await replica.catchUp(last);
    for (const list of [...((await listing[index]) ?? []), last])
      expect(replica.stateAt(list.metadata.resourceVersion)).toEqual(
        toState(list),
      );
    expect(replica.streams).toBeGreaterThan(5);
    expect(replica.events.length).toBeGreaterThan(50);
  }
}

test('a list and the watches after it always make the next list, wherever they go on', async () => {
  const seed = Number(
    process.env.MOORAGE_SEED ?? Math.floor(Math.random() * 1e9),
  );
  await readAndWrite(seed).catch((error: Error) => {
    error.message += `\n\nMOORAGE_SEED=${seed}`;
    throw error;
  });
});
