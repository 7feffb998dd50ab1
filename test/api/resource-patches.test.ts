import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { runResource } from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

interface Stored {
  metadata: {
    resourceVersion: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    managedFields: { manager: string; operation: string }[];
  };
  data?: Record<string, string>;
  spec: { replicas: number };
  status: Record<string, unknown>;
}

describe('patches of objects of any kind', () => {
  let api: Api;
  const namespace = uniqueName('patch');
  const core = `/api/v1/namespaces/${namespace}`;

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  const run = (field: string, input: Record<string, unknown>, user?: string) =>
    runResource(api, field, input, user);
  const read = (path: string) => api.plane.call<Stored>('GET', path);
  const aMap = (name: string, data: object = { a: '1' }) => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data },
  });
  const aDeployment = (name: string) => ({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { run: name } },
      template: {
        metadata: { labels: { run: name } },
        spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
      },
    },
  });
  const theMap = { apiVersion: 'v1', kind: 'ConfigMap', namespace };
  const make = async (name: string) => {
    const { resource } = await run('createResource', {
      ...{ namespace, object: aMap(name) },
    });
    return resource?.version ?? '';
  };

  test.each([
    ['MERGE', { data: { a: null, c: '3' } }, { c: '3' }],
    ['STRATEGIC', { data: { c: '3' } }, { a: '1', c: '3' }],
    ['JSON', [{ op: 'add', path: '/data/c', value: '3' }], { a: '1', c: '3' }],
    ['APPLY', { data: { c: '3' } }, { a: '1', c: '3' }],
  ])('patchResource changes by %s', async (type, patch, data) => {
    const name = `patched-${type.toLowerCase()}`;
    await make(name);
    const tried = await run('patchResource', {
      ...{ ...theMap, name, type, patch, dryRun: true },
    });
    expect((await read(`${core}/configmaps/${name}`)).data).toEqual({ a: '1' });
    const { userErrors, changes } = await run('patchResource', {
      ...{ ...theMap, name, type, patch },
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([{ action: 'CONFIGURED', name }]);
    expect(tried.changes).toEqual(changes);
    expect(changes[0]?.diff).toContainEqual({
      ...{ path: '/data/c', before: null, after: '3' },
    });
    expect((await read(`${core}/configmaps/${name}`)).data).toEqual(data);
    const again = await run('patchResource', {
      ...{ ...theMap, name, type, patch },
    });
    expect(again.changes).toMatchObject([{ action: 'UNCHANGED' }]);
  });

  test('patchResource by APPLY makes what is not there, and names who owns a field', async () => {
    const applied = { ...theMap, name: 'applied', type: 'APPLY' };
    const made = await run('patchResource', {
      ...{ ...applied, patch: { data: { a: '1' } } },
    });
    expect(made.changes).toMatchObject([{ action: 'CREATED' }]);
    const path = `${core}/configmaps/applied?fieldManager=somebody&force=true`;
    const theirs = { ...aMap('applied', { a: 'theirs' }) };
    await api.plane.call('PATCH', path, theirs, 'application/apply-patch+yaml');
    const refused = await run('patchResource', {
      ...{ ...applied, patch: { data: { a: 'ours' } } },
    });
    expect(refused.userErrors).toMatchObject([
      {
        code: 'CONFLICT',
        message: expect.stringMatching(
          /"somebody" owns \.data\.a .*force: true/,
        ),
        facts: [
          { key: 'manager', value: 'somebody' },
          { key: 'field', value: '.data.a' },
        ],
      },
    ]);
    expect(refused.changes).toMatchObject([{ action: 'FAILED' }]);
    const forced = await run('patchResource', {
      ...{ ...applied, patch: { data: { a: 'ours' } }, force: true },
    });
    expect(forced.userErrors).toEqual([]);
    expect((await read(`${core}/configmaps/applied`)).data).toEqual({
      a: 'ours',
    });
  });

  test('patchResource changes the scale of any workload', async () => {
    await run('createResource', { object: aDeployment('scaled'), namespace });
    const { userErrors, changes } = await run('patchResource', {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace },
      ...{ name: 'scaled', subresource: 'scale' },
      patch: { spec: { replicas: 2 } },
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([
      { kind: 'Deployment', diff: [{ path: '/spec/replicas', after: 2 }] },
    ]);
  });

  test('everybody writes with their own rights only', async () => {
    await make('guarded');
    const object = aMap('guarded', { b: '2' });
    const named = { ...theMap, name: 'guarded' };
    for (const [field, input] of [
      ['createResource', { object: aMap('theirs'), namespace }],
      ['replaceResource', { object, namespace }],
      ['patchResource', { ...named, patch: { data: { b: '2' } } }],
      ['deleteResource', named],
      ['deleteResources', { ...theMap, confirmAll: true }],
    ] as const) {
      const { userErrors } = await run(field, input, 'mallory');
      expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    }
    expect((await read(`${core}/configmaps/guarded`)).data).toEqual({ a: '1' });
  });
});
