import { afterEach, describe, expect, test } from '@jest/globals';

import type { RawObject } from '../../../src/cluster/cluster.js';
import { ClusterError } from '../../../src/cluster/cluster-error.js';
import {
  createSharedWatches,
  type Watched,
} from '../../../src/cluster/shared-watches.js';

const web: RawObject = { metadata: { name: 'web', resourceVersion: '1' } };

describe('shared watches', () => {
  const stop = new AbortController();
  afterEach(() => stop.abort());

  test('are bounded, for each caller and for all; whoever shares one needs no other', async () => {
    const watches = createSharedWatches({ all: 3, ofOne: 2 });
    let opened = 0;
    const watched = (owner: string, path: string): Watched => ({
      owner,
      path,
      open: (until) => ({
        list: () => {
          opened++;
          return Promise.resolve({ items: [web], resourceVersion: '1' });
        },
        async *watch() {
          await new Promise((resolve) =>
            until.addEventListener('abort', resolve),
          );
          yield* [];
        },
      }),
    });
    /** Follows until it is told the first time, and stays. */
    const begin = async (owner: string, path: string) => {
      const leave = new AbortController();
      const { signal } = leave;
      const told = watches.follow(watched(owner, path), 'web', { signal });
      await told.next();
      return async () => {
        leave.abort();
        await told.next();
      };
    };
    const leave = await begin('alice', '/one');
    await begin('alice', '/two');
    await expect(begin('alice', '/three')).rejects.toMatchObject({
      message: expect.stringContaining('as many watches are open'),
      reason: 'TooManyRequests',
      retryAfter: 5,
    });
    await expect(begin('alice', '/three')).rejects.toThrow(ClusterError);
    await begin('alice', '/two');
    expect(opened).toBe(2);
    await begin('bob', '/one');
    await expect(begin('bob', '/two')).rejects.toThrow('as many watches');
    await leave();
    await begin('bob', '/two');
    expect(opened).toBe(4);
  });
});
