import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

import { uniqueName } from '../support/control-plane.js';
import { type Api, startApi } from '../support/start-api.js';

interface Resource {
  id: string;
  name: string;
  version: string | null;
  object: Record<string, unknown>;
}
interface Page {
  nodes: Resource[];
  pageInfo: {
    endCursor: string;
    hasNextPage: boolean;
    consistent: boolean;
  };
}

const LIST = `query ($namespace: String, $first: Int, $after: String, $labelSelector: String) {
  resources(apiVersion: "v1", kind: "ConfigMap", namespace: $namespace, first: $first, after: $after, labelSelector: $labelSelector) {
    nodes { name } totalCount pageInfo { endCursor hasNextPage consistent } } }`;

describe('objects of any kind', () => {
  let api: Api;
  const namespace = uniqueName('any');
  const maps = `/api/v1/namespaces/${namespace}/configmaps`;

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    for (const index of [1, 2, 3, 4, 5])
      await api.plane.call('POST', maps, {
        metadata: {
          name: `map-${index}`,
          labels: { odd: String(index % 2) },
          annotations: { 'example.com/b': 'yes' },
        },
        data: { mode: '0644' },
      });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  const read = (args: string, select = 'name', user = 'admin') =>
    api.run<{ resource: Resource | null }>(
      `{ resource(${args}) { ${select} } }`,
      {},
      user,
    );
  const aMap = `apiVersion: "v1", kind: "ConfigMap", namespace: "${namespace}"`;

  test('resourceKinds tells what the cluster serves', async () => {
    const { data, errors } = await api.run<{
      resourceKinds: Record<string, unknown>[];
    }>(
      '{ resourceKinds { apiVersion kind plural namespaced verbs shortNames subresources } }',
    );
    expect(errors).toBeUndefined();
    const known = (kind: string) =>
      data.resourceKinds.find((each) => each.kind === kind);
    expect(known('Namespace')).toMatchObject({
      apiVersion: 'v1',
      plural: 'namespaces',
      namespaced: false,
      shortNames: ['ns'],
      subresources: ['finalize', 'status'],
    });
    expect(known('Deployment')).toMatchObject({
      apiVersion: 'apps/v1',
      plural: 'deployments',
      namespaced: true,
      verbs: expect.arrayContaining(['create', 'patch', 'watch']),
      subresources: expect.arrayContaining(['scale', 'status']),
    });
    expect(known('ComponentStatus')).toMatchObject({ verbs: ['get', 'list'] });
    const { data: some } = await api.run<{ resourceKinds: { kind: string }[] }>(
      '{ resourceKinds(namespaced: false) { kind } }',
    );
    const kinds = some.resourceKinds.map(({ kind }) => kind);
    expect(kinds).toContain('Node');
    expect(kinds).not.toContain('Pod');
  });

  test('resource has the object, parts of it, and its YAML', async () => {
    const { data, errors } = await api.run<{
      resource: Record<string, unknown>;
      missing: null;
    }>(`{ resource(${aMap}, name: "map-1") {
        id apiVersion kind namespace name uid version createdAt labels { key value } yaml
        object part: object(path: "/metadata/annotations/example.com~1b") none: object(path: "/data/x/y") }
      missing: resource(${aMap}, name: "none") { name } }`);
    expect(errors).toBeUndefined();
    expect(data.missing).toBeNull();
    expect(data.resource).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace,
      name: 'map-1',
      uid: expect.any(String),
      version: expect.any(String),
      createdAt: expect.stringMatching(/Z$/),
      labels: [{ key: 'odd', value: '1' }],
      object: { kind: 'ConfigMap', data: { mode: '0644' } },
      part: 'yes',
      none: null,
    });
    const yaml = String(data.resource.yaml);
    expect(yaml).toMatch(/^apiVersion: v1\nkind: ConfigMap\n/);
    expect(yaml).not.toContain('managedFields');
    expect(parse(yaml, { version: '1.1' })).toMatchObject({
      metadata: { annotations: { 'example.com/b': 'yes' } },
      data: { mode: '0644' },
    });
    const { data: again } = await api.run<{ node: object }>(
      `{ node(id: "${String(data.resource.id)}") { id ... on Resource { name kind } } }`,
    );
    expect(again.node).toMatchObject({ name: 'map-1', kind: 'ConfigMap' });
  });

  test('resources are paged by the cluster, with a cursor of this query only', async () => {
    api.proxy.reset();
    const names: string[] = [];
    let after: string | undefined;
    do {
      const { data, errors } = await api.run<{ resources: Page }>(LIST, {
        ...{ namespace, after, first: 2, labelSelector: 'odd' },
      });
      expect(errors).toBeUndefined();
      names.push(...data.resources.nodes.map(({ name }) => name));
      after = data.resources.pageInfo.hasNextPage
        ? data.resources.pageInfo.endCursor
        : undefined;
      const other = await api.run(LIST, { namespace, after, first: 2 });
      if (after)
        expect(other.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    } while (after);
    expect(names).toEqual(['map-1', 'map-2', 'map-3', 'map-4', 'map-5']);
    const limits = api.proxy.passed
      .filter(({ path }) => path === maps)
      .map(({ query }) => query.get('limit'));
    expect(limits.slice(0, 3)).toEqual(['2', '2', '2']);
  });

  test('a list whose snapshot has expired goes on, and says so', async () => {
    const { data } = await api.run<{ resources: Page }>(LIST, {
      ...{ namespace, first: 2, labelSelector: 'odd' },
    });
    const { endCursor: after } = data.resources.pageInfo;
    let expired = false;
    api.proxy.fault = (_method, _path, query) => {
      const token = query.get('continue');
      if (!token || expired) return 'pass';
      expired = true;
      const body = {
        ...{ kind: 'Status', code: 410, reason: 'Expired' },
        message: 'The provided continue parameter is too old',
        metadata: { continue: token },
      };
      return { status: 410, body };
    };
    const { data: next, errors } = await api.run<{ resources: Page }>(LIST, {
      ...{ namespace, after, first: 2, labelSelector: 'odd' },
    });
    api.proxy.fault = () => 'pass';
    expect(errors).toBeUndefined();
    expect(expired).toBe(true);
    expect(next.resources.nodes.map(({ name }) => name)).toEqual([
      'map-3',
      'map-4',
    ]);
    expect(next.resources.pageInfo.consistent).toBe(false);
    expect(data.resources.pageInfo.consistent).toBe(true);
  });

  test.each([
    ['name labels { key } version createdAt events { reason }', true],
    ['name object(path: "/data/mode")', false],
    ['name ...More', false],
  ])('the selection { %s } reads only metadata: %p', async (select, only) => {
    api.proxy.reset();
    const more = select.includes('More')
      ? 'fragment More on Resource { yaml }'
      : '';
    const { data, errors } = await api.run<{ resources: Page }>(
      `{ resources(${aMap.replace(/, namespace.*/, '')}, namespace: "${namespace}", labelSelector: "odd") { nodes { ${select} } } } ${more}`,
    );
    expect(errors).toBeUndefined();
    expect(data.resources.nodes).toHaveLength(5);
    const asked = api.proxy.passed.find(({ path }) => path === maps);
    expect(/PartialObjectMetadataList/.test(asked?.accept ?? '')).toBe(only);
  });

  test('events about an object are found, and those of another kind of its name are not', async () => {
    const about = (kind: string, apiVersion: string, reason: string) =>
      api.plane.call('POST', `/api/v1/namespaces/${namespace}/events`, {
        metadata: { name: uniqueName('event') },
        involvedObject: { kind, apiVersion, namespace, name: 'map-1' },
        ...{ reason, type: 'Warning', message: 'It is so.' },
      });
    await about('ConfigMap', 'v1', 'Right');
    await about('Secret', 'v1', 'OtherKind');
    await about('ConfigMap', 'example.com/v1', 'OtherGroup');
    const { data, errors } = await api.run<{
      resource: { events: object[]; none: object[] };
    }>(
      `{ resource(${aMap}, name: "map-1") { events { reason count type } none: events(type: NORMAL) { reason } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.resource).toEqual({
      events: [{ reason: 'Right', count: 1, type: 'WARNING' }],
      none: [],
    });
  });

  test('what a ComponentStatus lacks is null', async () => {
    const { data, errors } = await api.run<{ resources: Page }>(
      '{ resources(apiVersion: "v1", kind: "ComponentStatus") { nodes { name uid version createdAt labels { key } object } } }',
    );
    expect(errors).toBeUndefined();
    for (const node of data.resources.nodes)
      expect(node).toMatchObject({ uid: null, version: null, createdAt: null });
  });

  test('a path that is no JSON pointer is refused, and the rest is answered', async () => {
    const { data, errors } = await read(
      `${aMap}, name: "map-1"`,
      'name object(path: "data")',
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(data.resource).toEqual({ name: 'map-1', object: null });
  });

  test('everybody reads with their own rights only', async () => {
    const { data, errors } = await read(
      `${aMap}, name: "map-1"`,
      'name',
      'mallory',
    );
    expect([data.resource, errors]).toEqual([null, undefined]);
    const list = await api.run(LIST, { namespace }, 'mallory');
    expect(list.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const kinds = await api.run(
      '{ resourceKinds { kind } }',
      {},
      { token: 'x' },
    );
    expect(kinds.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(kinds.data).toEqual({ resourceKinds: null });
  });
});
