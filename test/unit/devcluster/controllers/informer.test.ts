import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import { runInformer } from '../../../../devcluster/controllers/informer.js';
import { ObjectCache } from '../../../../devcluster/controllers/object-cache.js';
import {
  PODS,
  SERVICE_ACCOUNTS,
} from '../../../../devcluster/controllers/resource.js';
import {
  type ApiCall,
  type ApiClient,
  ApiStatusError,
} from '../../../../devcluster/kubelet/api-client.js';
import { aMeta } from './cluster-objects.js';

const pod = (name: string, revision: number) => ({
  metadata: aMeta({ name, resourceVersion: String(revision) }),
});
const event = (type: string, object: object) =>
  JSON.stringify({ type, object });

let asked: string[];
let logged: string[];
let cache: ObjectCache<ReturnType<typeof pod>>;
let stopping: AbortController;
let ended: Promise<void> | undefined;

beforeEach(() => {
  asked = [];
  logged = [];
  cache = new ObjectCache();
  stopping = new AbortController();
});

afterEach(async () => {
  stopping.abort();
  await ended;
});

/** Runs an informer that gets one list after the other and one watch after the other; the last watch stays open. */
function run(
  lists: readonly object[],
  watches: readonly (string[] | Error)[],
  resource = PODS,
): Promise<void> {
  const nextList = lists.values();
  const nextWatch = watches.values();
  const client: ApiClient = {
    send: <T>({ path, accept }: ApiCall) => {
      asked.push(accept ? `${path} as ${accept}` : path);
      return Promise.resolve(nextList.next().value as T);
    },
    async *lines(path, signal, accept) {
      asked.push(
        `watch from ${/resourceVersion=(\d+)/.exec(path)?.[1]} as ${accept}`,
      );
      const lines = nextWatch.next().value ?? [];
      if (lines instanceof Error) throw lines;
      yield* lines;
      if (lines.length === 0) await sleep(60_000, undefined, { signal });
    },
    close: () => Promise.resolve(),
  };
  return new Promise((onSynced) => {
    ended = runInformer({
      client,
      resource,
      cache,
      signal: stopping.signal,
      log: (message) => logged.push(message),
      onSynced,
    });
  });
}

const list = (revision: number, ...items: object[]) => ({
  metadata: { resourceVersion: String(revision) },
  items,
});
const names = () => [...cache.list()].map(({ metadata }) => metadata.name);
const until = async (count: number) => {
  for (let tries = 0; asked.length < count && tries < 200; tries += 1)
    await sleep(10);
};

describe('an informer', () => {
  test('lists, watches from there and resumes from the last it heard of', async () => {
    await run(
      [list(5, pod('a', 1))],
      [
        [
          event('ADDED', pod('b', 6)),
          event('DELETED', pod('a', 7)),
          event('BOOKMARK', { metadata: { resourceVersion: '9' } }),
        ],
      ],
    );
    await until(3);
    expect(asked).toEqual([
      '/api/v1/pods',
      'watch from 5 as application/json',
      'watch from 9 as application/json',
    ]);
    expect(names()).toEqual(['b']);
    expect(logged).toEqual([]);
  });

  test('lists again when its revision is too old, in whatever way it is told', async () => {
    const expired = { code: 410, message: 'too old resource version' };
    await run(
      [list(5, pod('a', 1)), list(20, pod('b', 15)), list(30, pod('c', 25))],
      [[event('ERROR', expired)], new ApiStatusError(410, 'gone')],
    );
    await until(6);
    expect(asked.map((one) => one.replace(/ as .*/, ''))).toEqual([
      '/api/v1/pods',
      'watch from 5',
      '/api/v1/pods',
      'watch from 20',
      '/api/v1/pods',
      'watch from 30',
    ]);
    expect(names()).toEqual(['c']);
    expect(logged).toEqual([]);
  });

  test('goes on after a cut, and says so', async () => {
    await run([list(5)], [new Error('cut')]);
    await until(3);
    expect(asked[2]).toMatch('watch from 5');
    expect(logged).toEqual(['the watch of pods was cut: Error: cut']);
  });

  test('asks for no more than metadata where nobody needs more', async () => {
    await run([list(5)], [], SERVICE_ACCOUNTS);
    await until(2);
    expect(asked).toEqual([
      '/api/v1/serviceaccounts as application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
      'watch from 5 as application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
    ]);
  });
});
