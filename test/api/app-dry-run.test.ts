import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import {
  type AppTenant,
  type Payload,
  startAppTenant,
} from '../support/app-tenant.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

const SERVER_CHOSEN =
  /-env-[a-z0-9]{10}|\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{8}-[0-9a-f-]{27}|"10\.[\d.]+"|"fd[0-9a-f:]+"/g;

describe('a dry run', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];
  let read: AppTenant['read'];

  beforeAll(async () => {
    ({ api, tenant, run, read } = await startAppTenant());
    await run('createApp', {
      name: 'web',
      image: 'nginx:1.27',
      secrets: [{ name: 'A', value: '1' }],
    });
    await eventually(async () =>
      expect(
        (await read('web')).metadata.annotations[
          'deployment.kubernetes.io/revision'
        ],
      ).toBe('1'),
    );
  });
  afterAll(() => api.stop());

  const world = async () => {
    const lists = await Promise.all(
      [
        'apis/apps/v1/namespaces/T/deployments',
        'api/v1/namespaces/T/replicationcontrollers',
        'api/v1/namespaces/T/services',
        'api/v1/namespaces/T/secrets',
      ].map((path) =>
        api.plane.call<{
          items: {
            metadata: {
              name: string;
              generation?: number;
              deletionTimestamp?: string;
            };
          }[];
        }>('GET', `/${path.replace('T', tenant)}`),
      ),
    );
    // What an earlier test deleted goes when it goes.
    return lists.map(({ items }) =>
      items
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(({ metadata }) => `${metadata.name} ${metadata.generation}`),
    );
  };
  const plain = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value).replace(SERVER_CHOSEN, (match) =>
        match.startsWith('"') ? '"*"' : '*',
      ),
    ) as Payload['changes'];
  const named = (changes: Payload['changes']) =>
    changes.map(({ kind, name, action }) => ({ kind, name, action }));

  test.each([
    [
      'createApp',
      {
        name: 'fresh',
        image: 'nginx:1.27',
        ports: [{ port: 80 }],
        secrets: [{ name: 'A', value: '1' }],
        probes: { liveness: { tcp: { port: 80 } } },
      },
    ],
    ['updateApp', { name: 'web', image: 'nginx:1.28', cpu: '250m' }],
    ['updateApp', { name: 'web', ports: [{ port: 80 }] }],
    ['updateApp', { name: 'web', ports: [{ port: 81 }] }],
    ['setAppSecrets', { name: 'web', set: [{ name: 'A', value: '2' }] }],
    [
      'setAppSecrets',
      { name: 'web', set: [{ name: 'B', value: '3' }], unset: ['A'] },
    ],
    ['updateApp', { name: 'web', ports: [] }],
    ['updateApp', { name: 'web', labels: [{ key: 'a', value: 'b' }] }],
    ['updateApp', { name: 'web', image: 'nginx:1.29', paused: true }],
    ['updateApp', { name: 'web', paused: false }],
    ['scaleApp', { name: 'web', replicas: 2 }],
    ['scaleApp', { name: 'web', replicas: 1 }],
    ['restartApp', { name: 'web' }],
    ['rollbackApp', { name: 'web', revision: 1 }],
    ['stopApp', { name: 'web' }],
    ['startApp', { name: 'web' }],
    ['deleteApp', { name: 'web' }],
    [
      'createApp',
      { name: 'old', image: 'nginx:1.27', workload: 'REPLICATION_CONTROLLER' },
    ],
    ['updateApp', { name: 'old', image: 'nginx:1.28' }],
    ['stopApp', { name: 'old' }],
    ['deleteApp', { name: 'old' }],
  ])('of %s %j shows what the run then does', async (verb, input) => {
    const before = await world();
    const dry = await run(verb, { ...input, dryRun: true });
    expect(dry.userErrors).toEqual([]);
    expect(await world()).toEqual(before);
    const real = await run(verb, input);
    expect(real.userErrors).toEqual([]);
    expect(plain(named(dry.changes))).toEqual(plain(named(real.changes)));
    for (const [index, change] of plain(dry.changes).entries()) {
      if (change.action === 'CONFIGURED')
        expect(change.diff).toEqual(plain(real.changes)[index]?.diff);
    }
  });

  test('of createApp shows the very objects that the run writes', async () => {
    const input = {
      name: 'exact',
      image: 'nginx:1.27',
      memory: '64Mi',
      ports: [{ port: 80 }],
    };
    const dry = await run('createApp', { ...input, dryRun: true });
    await run('createApp', input);
    const { metadata, spec } = await read('exact');
    expect(dry.changes[0]?.diff[0]?.after).toMatchObject({
      metadata: { labels: metadata.labels },
      spec,
    });
    const service = await api.plane.call<{ spec: object }>(
      'GET',
      `/api/v1/namespaces/${tenant}/services/exact`,
    );
    const shown = dry.changes[1]?.diff[0]?.after as { spec: object };
    expect(plain(shown.spec)).toEqual(plain(service.spec));
  });
});
