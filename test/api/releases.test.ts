import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { type AppTenant, startAppTenant } from '../support/app-tenant.js';
import { countLists } from '../support/counting-proxy.js';
import { eventually } from '../support/eventually.js';
import type { Api } from '../support/start-api.js';

interface Release {
  revision: number;
  image: string;
  createdAt: string;
  createdBy: string | null;
  current: boolean;
  changes: { path: string; before: unknown; after: unknown }[];
}

const FIELDS =
  'revision image createdAt createdBy current changes { path before after }';

describe('releases', () => {
  let api: Api;
  let tenant: string;
  let run: AppTenant['run'];

  beforeAll(async () => {
    ({ api, tenant, run } = await startAppTenant());
    const image = 'nginx:1.27';
    await run('createApp', { name: 'web', image, replicas: 1 });
    await run('createApp', {
      name: 'old',
      image,
      workload: 'REPLICATION_CONTROLLER',
    });
    await reach('web', 1);
    await run('updateApp', { name: 'web', image: 'nginx:1.28' });
    await reach('web', 2);
    await run('updateApp', {
      name: 'web',
      setEnv: [{ name: 'GREETING', value: 'hello' }],
    });
    await reach('web', 3);
  });
  afterAll(() => api.stop());

  const releases = async (name: string, first = 10) => {
    const { data, errors } = await api.run<{ app: { releases: Release[] } }>(
      `{ app(tenant: "${tenant}", name: "${name}") { releases(first: ${first}) { ${FIELDS} } } }`,
    );
    expect(errors).toBeUndefined();
    return data.app.releases;
  };
  const reach = (name: string, revision: number) =>
    eventually(async () =>
      expect((await releases(name))[0]?.revision).toBe(revision),
    );

  test('are newest first, with who made them and what differs from the one before', async () => {
    const [third, second, first, ...none] = await releases('web');
    expect(none).toEqual([]);
    expect(third).toMatchObject({
      revision: 3,
      image: 'nginx:1.28',
      createdBy: expect.stringMatching(/admin/),
      createdAt: expect.stringMatching(/Z$/),
      current: true,
      changes: [
        {
          path: '/spec/containers/0/env',
          before: null,
          after: [{ name: 'GREETING', value: 'hello' }],
        },
      ],
    });
    expect(second).toMatchObject({
      revision: 2,
      current: false,
      changes: [
        {
          path: '/spec/containers/0/image',
          before: 'nginx:1.27',
          after: 'nginx:1.28',
        },
      ],
    });
    expect(first).toMatchObject({ revision: 1, changes: [], current: false });
    expect(await releases('web', 1)).toEqual([third]);
  });

  test('of a ReplicationController are none', async () => {
    expect(await releases('old')).toEqual([]);
  });

  test('of any number of apps cost one list of ReplicaSets', async () => {
    for (const name of ['a', 'b', 'c'])
      await run('createApp', { name, image: 'nginx:1.27' });
    api.proxy.reset();
    const { data } = await api.run<{
      tenant: { apps: { nodes: { releases: Release[] }[] } };
    }>(
      `{ tenant(name: "${tenant}") { apps { nodes { name releases { ${FIELDS} } } } } }`,
    );
    expect(data.tenant.apps.nodes).toHaveLength(5);
    expect(countLists(api.proxy.passed)).toEqual({
      deployments: 1,
      replicationcontrollers: 1,
      replicasets: 1,
    });
  });

  test('refuse a number that is too small or too large', async () => {
    for (const first of [0, 201]) {
      const { errors } = await api.run(
        `{ app(tenant: "${tenant}", name: "web") { releases(first: ${first}) { image } } }`,
      );
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
