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

describe('changes of objects of any kind', () => {
  let api: Api;
  const namespace = uniqueName('change');
  const core = `/api/v1/namespaces/${namespace}`;
  const apps = `/apis/apps/v1/namespaces/${namespace}`;

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

  test('createResource makes it', async () => {
    const object = aMap('made');
    const { userErrors, changes, resource } = await run('createResource', {
      ...{ object, namespace },
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([
      {
        kind: 'ConfigMap',
        namespace,
        name: 'made',
        action: 'CREATED',
        diff: [],
      },
    ]);
    expect(resource).toMatchObject({
      name: 'made',
      object: { data: { a: '1' } },
    });
    expect((await read(`${core}/configmaps/made`)).data).toEqual({ a: '1' });
  });

  test('createResource with dryRun stores nothing', async () => {
    const object = aMap('tried');
    const { userErrors, changes } = await run('createResource', {
      ...{ object, namespace, dryRun: true },
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([
      { action: 'CREATED', diff: [{ path: '', after: { data: { a: '1' } } }] },
    ]);
    await expect(read(`${core}/configmaps/tried`)).rejects.toThrow(': 404 ');
  });

  test('createResource lets the cluster choose a name', async () => {
    const object = { ...aMap(''), metadata: { generateName: 'some-' } };
    const { resource, changes } = await run('createResource', {
      ...{ object, namespace },
    });
    expect(resource?.name).toMatch(/^some-\w+$/);
    expect(changes[0]?.name).toBe(resource?.name);
  });

  test('createResource asks what is not stored, and that is no change', async () => {
    const resourceAttributes = { verb: 'get', resource: 'pods' };
    const { resource, changes, userErrors } = await run('createResource', {
      object: {
        ...{ apiVersion: 'authorization.k8s.io/v1' },
        ...{ kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
      },
    });
    expect([changes, userErrors]).toEqual([[], []]);
    expect(resource?.object).toMatchObject({ status: { allowed: true } });
  });

  test('createResource evicts a pod and gives a token', async () => {
    const metadata = { name: 'lone' };
    const containers = [{ name: 'c', image: 'nginx:1.27' }];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: { containers },
    };
    expect(
      (await run('createResource', { object: pod, namespace })).userErrors,
    ).toEqual([]);
    const evicted = await run('createResource', {
      object: { apiVersion: 'policy/v1', kind: 'Eviction', metadata },
      ...{ namespace, subresource: 'eviction' },
    });
    expect(evicted).toMatchObject({
      ...{ userErrors: [], resource: null },
      changes: [{ kind: 'Pod', name: 'lone', action: 'DELETED' }],
    });
    const asked = {
      object: {
        ...{ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' },
        ...{ metadata: { name: 'default' }, spec: { expirationSeconds: 600 } },
      },
      ...{ namespace, subresource: 'token' },
    };
    const given = await run('createResource', asked);
    expect([given.userErrors, given.changes]).toEqual([[], []]);
    expect(given.resource?.kind).toBe('TokenRequest');
    expect(JSON.stringify(given)).not.toContain('eyJ');
    const { data } = await api.run<{
      payload: { resource: { token: string } };
    }>(
      'mutation ($input: CreateResourceInput!) { payload: createResource(input: $input) { resource { token: object(path: "/status/token", reveal: true) } } }',
      { input: asked },
    );
    expect(data.payload.resource.token).toMatch(/^eyJ/);
  });

  test('replaceResource replaces the whole object, and tells what differs', async () => {
    await make('whole');
    const object = aMap('whole', { b: '2' });
    const { userErrors, changes } = await run('replaceResource', {
      ...{ object, namespace },
    });
    expect(userErrors).toEqual([]);
    expect(changes).toMatchObject([
      {
        action: 'CONFIGURED',
        diff: expect.arrayContaining([
          { path: '/data/a', before: '1', after: null },
          { path: '/data/b', before: null, after: '2' },
        ]),
      },
    ]);
    expect((await read(`${core}/configmaps/whole`)).data).toEqual({ b: '2' });
    const again = await run('replaceResource', {
      object: await read(`${core}/configmaps/whole`),
    });
    expect(again.changes).toMatchObject([{ action: 'UNCHANGED', diff: [] }]);
  });

  test('replaceResource replaces the status alone', async () => {
    await run('createResource', { object: aDeployment('state'), namespace });
    const stored = await read(`${apps}/deployments/state`);
    const conditions = [
      { type: 'Odd', status: 'True', reason: 'Test', message: 'by hand' },
    ];
    const { userErrors, changes } = await run('replaceResource', {
      object: {
        ...stored,
        metadata: { ...stored.metadata, resourceVersion: undefined },
        spec: { ...stored.spec, replicas: 5 },
        status: { ...stored.status, conditions },
      },
      subresource: 'status',
    });
    expect(userErrors).toEqual([]);
    // The controller may have written conditions of its own meanwhile: they are replaced one by one then.
    expect(changes[0]?.diff.map(({ path }) => path)).toContainEqual(
      expect.stringMatching(/^\/status\/conditions/),
    );
    expect((await read(`${apps}/deployments/state`)).spec.replicas).toBe(1);
  });

  test.each([
    [
      'the object itself',
      () => ({ ...aDeployment('sized'), spec: { replicas: 3 } }),
    ],
    [
      'a Scale',
      () => ({
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'sized' },
        spec: { replicas: 4 },
      }),
    ],
  ])('replaceResource sets the scale by %s', async (_what, object) => {
    await run('createResource', { object: aDeployment('sized'), namespace });
    const { userErrors, changes, resource } = await run('replaceResource', {
      ...{ object: object(), namespace, subresource: 'scale' },
    });
    const { replicas } = object().spec;
    expect(userErrors).toEqual([]);
    expect(changes[0]?.diff).toMatchObject([
      { path: '/spec/replicas', after: replicas },
    ]);
    expect(resource?.kind).toBe('Scale');
    const stored = await read(`${apps}/deployments/sized`);
    expect(stored.spec.replicas).toBe(replicas);
  });

  test.each(['replaceResource', 'patchResource', 'deleteResource'])(
    '%s with ifVersion refuses what has changed since',
    async (field) => {
      const name = `seen-${field.toLowerCase()}`;
      const ifVersion = await make(name);
      const inputs: Record<string, object> = {
        replaceResource: { object: aMap(name, { b: '2' }), namespace },
        patchResource: { ...theMap, name, patch: { data: { b: '2' } } },
        deleteResource: { ...theMap, name },
      };
      const later = { data: { a: 'later' } };
      const type = 'application/merge-patch+json';
      await api.plane.call('PATCH', `${core}/configmaps/${name}`, later, type);
      const input = { ...inputs[field], ifVersion };
      const stale = await run(field, input);
      expect(stale.userErrors).toMatchObject([
        { code: 'CONFLICT', field: ['input', 'ifVersion'] },
      ]);
      expect((await read(`${core}/configmaps/${name}`)).data).toEqual(
        later.data,
      );
      const version = stale.userErrors[0]?.facts[0]?.value;
      const fresh = await run(field, { ...input, ifVersion: version });
      expect(fresh.userErrors).toEqual([]);
    },
  );

  test('deleteResource deletes it, after a dry run that does not', async () => {
    await make('doomed');
    const input = { ...theMap, name: 'doomed' };
    const tried = await run('deleteResource', { ...input, dryRun: true });
    expect(tried.changes).toMatchObject([{ action: 'DELETED' }]);
    await read(`${core}/configmaps/doomed`);
    const { deletedId, changes } = await run('deleteResource', input);
    expect(changes).toMatchObject([{ action: 'DELETED', name: 'doomed' }]);
    expect(deletedId).toBe(tried.deletedId);
    await expect(read(`${core}/configmaps/doomed`)).rejects.toThrow(': 404 ');
    const again = await run('deleteResource', input);
    expect(again.userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'name'] },
    ]);
  });

  test('deleteResource orphans when asked to', async () => {
    await run('createResource', { object: aDeployment('parent'), namespace });
    const { userErrors } = await run('deleteResource', {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace },
      ...{ name: 'parent', propagation: 'ORPHAN' },
    });
    expect(userErrors).toEqual([]);
    const calls = api.proxy.passed.filter(
      ({ method, path }) =>
        method === 'DELETE' && path === `${apps}/deployments/parent`,
    );
    expect(calls).toHaveLength(1);
  });

  test('deleteResources deletes what the selector picks', async () => {
    for (const name of ['pick-1', 'pick-2', 'leave'])
      await run('createResource', {
        namespace,
        object: {
          ...aMap(name),
          metadata: { name, labels: { group: name.split('-')[0] ?? '' } },
        },
      });
    const input = { ...theMap, labelSelector: 'group=pick' };
    const tried = await run('deleteResources', { ...input, dryRun: true });
    expect(tried.deleted).toBe(2);
    await read(`${core}/configmaps/pick-1`);
    const { deleted, changes } = await run('deleteResources', input);
    expect(deleted).toBe(2);
    expect(changes.map(({ name, action }) => [name, action])).toEqual([
      ['pick-1', 'DELETED'],
      ['pick-2', 'DELETED'],
    ]);
    await expect(read(`${core}/configmaps/pick-1`)).rejects.toThrow(': 404 ');
    await read(`${core}/configmaps/leave`);
    const none = await run('deleteResources', input);
    expect([none.deleted, none.changes, none.userErrors]).toEqual([0, [], []]);
  });
});
