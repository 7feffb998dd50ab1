import { describe, expect, test } from '@jest/globals';

import { ClusterError } from '../../../src/cluster/cluster-error.js';
import type { ServedKind } from '../../../src/cluster/discovery.js';
import { readDiscovery } from '../../../src/cluster/discovery.js';
import { createDiscoveryCache } from '../../../src/cluster/discovery-cache.js';

const AGGREGATED: Record<string, unknown> = {
  '/api': { kind: 'APIGroupDiscoveryList', items: [] },
  '/apis': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: 'apps' },
        versions: [
          {
            version: 'v1',
            resources: [
              {
                resource: 'deployments',
                responseKind: { group: '', version: '', kind: 'Deployment' },
                scope: 'Namespaced',
                singularResource: 'deployment',
                verbs: ['get'],
                shortNames: ['deploy'],
                subresources: [
                  {
                    subresource: 'scale',
                    responseKind: {
                      ...{ group: 'autoscaling', version: 'v1', kind: 'Scale' },
                    },
                    verbs: ['get', 'update'],
                  },
                  {
                    subresource: 'status',
                    responseKind: {
                      group: '',
                      version: '',
                      kind: 'Deployment',
                    },
                    verbs: ['get'],
                  },
                ],
              },
              { resource: 'odd', scope: 'Cluster', verbs: [] },
            ],
          },
        ],
      },
    ],
  },
};

const PLAIN: Record<string, unknown> = {
  '/api': { kind: 'APIVersions', versions: [] },
  '/apis': {
    kind: 'APIGroupList',
    groups: [
      { versions: [{ groupVersion: 'apps/v1' }] },
      { versions: [{ groupVersion: 'metrics.k8s.io/v1' }] },
    ],
  },
  '/apis/apps/v1': {
    kind: 'APIResourceList',
    resources: [
      {
        ...{ name: 'deployments', singularName: 'deployment' },
        ...{ namespaced: true, kind: 'Deployment', verbs: ['get'] },
        shortNames: ['deploy'],
      },
      {
        ...{ name: 'deployments/scale', singularName: '', namespaced: true },
        ...{ group: 'autoscaling', version: 'v1', kind: 'Scale' },
        verbs: ['get', 'update'],
      },
      {
        ...{ name: 'deployments/status', singularName: '', namespaced: true },
        ...{ kind: 'Deployment', verbs: ['get'] },
      },
    ],
  },
};

const DEPLOYMENT: ServedKind = {
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  ...{ singular: 'deployment', namespaced: true, verbs: ['get'] },
  shortNames: ['deploy'],
  subresources: [
    {
      ...{ name: 'scale', apiVersion: 'autoscaling/v1', kind: 'Scale' },
      verbs: ['get', 'update'],
    },
    {
      ...{ name: 'status', apiVersion: 'apps/v1', kind: 'Deployment' },
      verbs: ['get'],
    },
  ],
};

const senderOf = (answers: Record<string, unknown>) => ({
  async read(path: string) {
    if (path in answers) return answers[path];
    throw new ClusterError('away', {
      ...{ call: `GET ${path}`, reason: 'ServiceUnavailable' },
      ...{ httpStatus: 503, executed: 'no' as const },
    });
  },
});

describe('discovery', () => {
  test('is the same in both forms, whatever group is away', async () => {
    expect(await readDiscovery(senderOf(AGGREGATED))).toEqual([DEPLOYMENT]);
    expect(await readDiscovery(senderOf(PLAIN))).toEqual([DEPLOYMENT]);
  });

  test('is read by everybody for themselves, then shared for a minute', async () => {
    let now = 0;
    let reads = 0;
    const cache = createDiscoveryCache(() => now);
    const load = async () => {
      reads++;
      return [DEPLOYMENT];
    };
    const as = (token: string, fresh = false) =>
      cache.get({ kind: 'caller', token }, fresh, load);
    await Promise.all([as('a'), as('a')]);
    await as('a');
    expect(reads).toBe(1);
    await as('b');
    expect(reads).toBe(2);
    await as('a', true);
    expect(reads).toBe(2);
    now = 1_001;
    await as('a', true);
    await as('b', true);
    expect(reads).toBe(3);
    cache.forget();
    await as('a');
    expect(reads).toBe(4);
    now = 62_000;
    await as('a');
    expect(reads).toBe(5);
  });

  test('is given to nobody whose own reading fails', async () => {
    const cache = createDiscoveryCache();
    const good = { kind: 'caller', token: 'good' } as const;
    await cache.get(good, false, async () => [DEPLOYMENT]);
    const bad = { kind: 'caller', token: 'bad' } as const;
    const refused = async () => {
      throw new Error('no');
    };
    for (const fresh of [false, true])
      await expect(cache.get(bad, fresh, refused)).rejects.toThrow('no');
  });
});
