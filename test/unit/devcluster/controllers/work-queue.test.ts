import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { WorkQueue } from '../../../../devcluster/controllers/work-queue.js';
import { ApiStatusError } from '../../../../devcluster/kubelet/api-client.js';

let stopping: AbortController;
let logged: string[];

beforeEach(() => {
  stopping = new AbortController();
  logged = [];
});

afterEach(() => stopping.abort());

function aQueue(work: (key: string) => Promise<void>, parallel = 4) {
  return new WorkQueue({
    name: 'test',
    work,
    signal: stopping.signal,
    log: (message) => logged.push(message),
    parallel,
  });
}

describe('a queue of work', () => {
  test('does a key once that was added often, and again when added meanwhile', async () => {
    const done: string[] = [];
    const queue = aQueue(async (key) => {
      done.push(key);
      if (done.length === 1) queue.add(key);
      await sleep(1);
    });
    queue.add('a');
    queue.add('a');
    expect(done).toEqual([]);
    queue.start();
    await sleep(20);
    expect(done).toEqual(['a', 'a']);
  });

  test('works on so many keys at a time', async () => {
    let now = 0;
    let most = 0;
    const queue = aQueue(async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(2);
      now -= 1;
    }, 2);
    queue.start();
    for (const key of 'abcdef') queue.add(key);
    await sleep(40);
    expect(most).toBe(2);
    expect(now).toBe(0);
  });

  test('tries again what failed, and says so once', async () => {
    let tries = 0;
    const queue = aQueue(() => {
      tries += 1;
      return tries < 4 ? Promise.reject(new Error('no')) : Promise.resolve();
    });
    queue.start();
    queue.add('a');
    await sleep(100);
    expect(tries).toBe(4);
    expect(logged).toEqual(['test: a failed and is tried again: Error: no']);
  });

  test('says nothing of conflicts', async () => {
    let tries = 0;
    const queue = aQueue(() => {
      tries += 1;
      return tries < 2
        ? Promise.reject(new ApiStatusError(409, 'conflict'))
        : Promise.resolve();
    });
    queue.start();
    queue.add('a');
    await sleep(40);
    expect([tries, logged]).toEqual([2, []]);
  });

  test('keeps the earlier of two times', async () => {
    const done: string[] = [];
    const queue = aQueue((key) => {
      done.push(key);
      return Promise.resolve();
    });
    queue.start();
    queue.addAfter('a', 10_000);
    queue.addAfter('a', 5);
    queue.addAfter('a', 10_000);
    await sleep(30);
    expect(done).toEqual(['a']);
  });

  test('does nothing more after the abort', async () => {
    const done: string[] = [];
    const queue = aQueue((key) => {
      done.push(key);
      return Promise.resolve();
    });
    queue.start();
    queue.addAfter('a', 1);
    stopping.abort();
    queue.add('b');
    await sleep(10);
    expect(done).toEqual([]);
  });
});
