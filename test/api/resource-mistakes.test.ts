import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { RESOURCE_CHANGE_MISTAKES } from '../fixtures/resource-change-mistakes.js';
import { RESOURCE_MISTAKES } from '../fixtures/resource-mistakes.js';
import { uniqueName } from '../support/control-plane.js';
import { runResource } from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

describe('mistakes in queries for resources', () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  test.each([
    ['NameSpace', 'v1', 'did you mean Namespace of v1?'],
    ['namespaces', 'v1', 'did you mean Namespace of v1?'],
    ['ns', 'v1', 'did you mean Namespace of v1?'],
    ['ConfgMap', 'v1', 'did you mean ConfigMap of v1?'],
    ['Deployment', 'v1', 'did you mean Deployment of apps/v1?'],
    ['Deployment', 'extensions/v1beta1', 'did you mean Deployment of apps/v1?'],
    ['Xylophone', 'v1', 'resourceKinds lists what there is'],
    ['', '', 'resourceKinds lists what there is'],
  ])('the kind "%s" of "%s" is not known: %s', async (kind, version, words) => {
    for (const field of ['resource', 'resources']) {
      const name = field === 'resource' ? ', name: "x"' : '';
      const select = field === 'resource' ? 'name' : 'nodes { name }';
      const { errors } = await api.run(
        `{ ${field}(apiVersion: "${version}", kind: "${kind}"${name}) { ${select} } }`,
      );
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(errors?.[0]?.message).toContain(words);
    }
  });

  test.each([
    [
      'resource(apiVersion: "v1", kind: "Pod", name: "x") { name }',
      /lives in a namespace: say in which/,
    ],
    [
      'resource(apiVersion: "v1", kind: "Node", name: "x", namespace: "y") { name }',
      /lives in no namespace/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Node", namespace: "y") { nodes { name } }',
      /lives in no namespace/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", namespace: "..") { nodes { name } }',
      /cannot be the name of a namespace/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", namespace: "") { nodes { name } }',
      /cannot be the name of a namespace/,
    ],
    [
      'resources(apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview") { nodes { name } }',
      /does not offer to list .* offers: create/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", labelSelector: "a in (") { nodes { name } }',
      /refuses the request/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", fieldSelector: "spec.x=1") { nodes { name } }',
      /refuses the request/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", first: 201) { nodes { name } }',
      /between 1 and 200/,
    ],
    [
      'resources(apiVersion: "v1", kind: "Pod", after: "x") { nodes { name } }',
      /cursor/,
    ],
  ])('%s is refused', async (query, words) => {
    const { data, errors } = await api.run(`{ field: ${query} }`);
    expect(data).toEqual({ field: null });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(words);
  });
});

describe('mistakes in changes of resources', () => {
  let api: Api;
  const namespace = uniqueName('mistakes');
  const maps = `/api/v1/namespaces/${namespace}/configmaps`;
  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    await api.plane.call('POST', maps, {
      ...{ metadata: { name: 'taken' }, data: { a: '1' } },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  const world = async () => {
    const { items } = await api.plane.call<{
      items: { metadata: { name: string; resourceVersion: string } }[];
    }>('GET', maps);
    return items
      .filter(({ metadata }) => metadata.name !== 'kube-root-ca.crt')
      .map(({ metadata }) => [metadata.name, metadata.resourceVersion]);
  };
  const filled = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replaceAll('$namespace', namespace)) as T;

  test.each([...RESOURCE_MISTAKES, ...RESOURCE_CHANGE_MISTAKES])(
    '%s: %s',
    async (_what, field, input, code, path, words) => {
      const before = await world();
      const { userErrors, changes } = await runResource(
        api,
        field,
        filled(input),
      );
      expect(userErrors).toMatchObject([{ code, field: path }]);
      expect(
        userErrors[0]?.message.replaceAll(namespace, '$namespace'),
      ).toMatch(words);
      expect(changes.filter(({ action }) => action !== 'FAILED')).toEqual([]);
      expect(await world()).toEqual(before);
    },
  );
});
