import { describe, expect, test } from '@jest/globals';

import { ObjectCache } from '../../../../devcluster/controllers/object-cache.js';
import { aMeta } from './cluster-objects.js';

const object = (name: string, revision: number, more: object = {}) => ({
  metadata: aMeta({
    name,
    uid: name,
    resourceVersion: String(revision),
    ...more,
  }),
});

function listen(cache: ObjectCache<ReturnType<typeof object>>): string[] {
  const told: string[] = [];
  cache.onChange((now, before) =>
    told.push(
      `${before?.metadata.resourceVersion} -> ${now?.metadata.resourceVersion}`,
    ),
  );
  return told;
}

describe('a cache of objects', () => {
  test('tells of what the watch says, once', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    const told = listen(cache);
    cache.replaceAll([object('a', 1)], '5');
    cache.observe(object('a', 6));
    cache.observe(object('a', 6));
    cache.observeDeletion(object('a', 7));
    expect(told).toEqual(['undefined -> 1', '1 -> 6', '6 -> undefined']);
  });

  test('takes in an answer before the watch repeats it', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    cache.replaceAll([object('a', 1)], '5');
    const told = listen(cache);
    cache.learn(object('a', 8));
    // The watch is behind: it tells of what was before the answer, too.
    cache.observe(object('a', 6));
    cache.observe(object('a', 8));
    expect(told).toEqual(['undefined -> 1', '1 -> 8']);
  });

  test('does not bring back what the watch has seen go', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    cache.replaceAll([], '5');
    cache.observe(object('a', 6));
    cache.observeDeletion(object('a', 9));
    cache.learn(object('a', 7));
    expect(cache.get('home', 'a')).toBeUndefined();
  });

  test('keeps a younger object of the same name when the older is said to go', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    cache.replaceAll([object('a', 1)], '5');
    cache.learn(object('a', 8));
    cache.observeDeletion(object('a', 7));
    expect(cache.get('home', 'a')?.metadata.resourceVersion).toBe('8');
  });

  test('forgets what a later list no longer has, but not what is younger', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    cache.replaceAll([object('a', 1), object('b', 2)], '5');
    cache.learn(object('c', 9));
    cache.replaceAll([object('b', 2)], '8');
    expect([...cache.list()].map(({ metadata }) => metadata.name)).toEqual([
      'b',
      'c',
    ]);
  });

  test('finds objects by what an index says of them', () => {
    const cache = new ObjectCache<ReturnType<typeof object>>();
    cache.replaceAll([object('a', 1, { labels: { app: 'x' } })], '5');
    const index = cache.indexBy('app', ({ metadata }) =>
      Object.values(metadata.labels ?? {}),
    );
    cache.observe(object('b', 6, { labels: { app: 'x' } }));
    cache.observe(object('a', 7, { labels: { app: 'y' } }));
    expect(index.get('x').map(({ metadata }) => metadata.name)).toEqual(['b']);
    expect(index.count('y')).toBe(1);
  });
});
