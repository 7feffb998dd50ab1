import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { runResource } from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

interface Stored {
  metadata: { managedFields: { manager: string; operation: string }[] };
  data: Record<string, string>;
  spec: { template: { spec: { volumes: object[] } } };
}

describe('applyManifests', () => {
  let api: Api;
  const namespace = uniqueName('apply');
  const fresh = uniqueName('fresh');
  const maps = `/api/v1/namespaces/${namespace}/configmaps`;

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.plane
      .call('DELETE', `/api/v1/namespaces/${fresh}`)
      .catch(() => undefined);
    await api.stop();
  });

  const run = (manifests: string, more: object = {}, user?: string) =>
    runResource(api, 'applyManifests', { manifests, namespace, ...more }, user);
  const aMap = (name: string, value = 'yes', more = '') =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}${more}\ndata:\n  a: "${value}"\n`;
  const read = (path: string) => api.plane.call<Stored>('GET', path);

  test('applies documents in a sensible order, and tells what each became', async () => {
    const manifests = `# A pod of a namespace that comes later.
apiVersion: v1
kind: Pod
metadata: { name: lone, namespace: ${fresh} }
spec:
  containers: [{ name: c, image: nginx:1.27, env: [{ name: MODE, value: "0644" }] }]
  volumes: [{ name: v, configMap: { name: settings, defaultMode: 0644 } }]
---
---
${aMap('settings', 'yes', `\n  namespace: ${fresh}`)}
---
{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "${fresh}" } }
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ServiceAccount
    metadata: { name: worker, namespace: ${fresh} }
`;
    const tried = await run(manifests, { namespace: undefined, dryRun: true });
    expect(tried.userErrors).toEqual([]);
    expect(
      tried.changes.map(({ kind, action, reason }) => [kind, action, reason]),
    ).toEqual([
      ['Namespace', 'CREATED', null],
      ['ConfigMap', 'CREATED', expect.stringMatching(/is not there yet/)],
      ['ServiceAccount', 'CREATED', expect.stringMatching(/is not there yet/)],
      ['Pod', 'CREATED', expect.stringMatching(/is not there yet/)],
    ]);
    await expect(read(`/api/v1/namespaces/${fresh}`)).rejects.toThrow(': 404 ');
    const { userErrors, changes, resources } = await run(manifests, {
      namespace: undefined,
    });
    expect(userErrors).toEqual([]);
    expect(changes.map(({ kind, action }) => [kind, action])).toEqual([
      ['Namespace', 'CREATED'],
      ['ConfigMap', 'CREATED'],
      ['ServiceAccount', 'CREATED'],
      ['Pod', 'CREATED'],
    ]);
    expect(resources.map(({ kind }) => kind)).toEqual([
      ...['Pod', 'ConfigMap', 'Namespace', 'ServiceAccount'],
    ]);
    const pod = await api.plane.call<{
      spec: { volumes: { configMap?: { defaultMode: number } }[] };
    }>('GET', `/api/v1/namespaces/${fresh}/pods/lone`);
    expect(pod.spec.volumes[0]?.configMap?.defaultMode).toBe(0o644);
  });

  test('is repeated without a change, and tells what differs', async () => {
    const manifests = `${aMap('again')}---\n${aMap('other')}`;
    await run(manifests);
    const { metadata } = await read(`${maps}/again`);
    expect(metadata.managedFields).toMatchObject([
      { manager: 'moorage', operation: 'Apply' },
    ]);
    const same = await run(manifests);
    expect(same.changes.map(({ action }) => action)).toEqual([
      ...['UNCHANGED', 'UNCHANGED'],
    ]);
    const next = `${aMap('again', 'no')}---\n${aMap('other')}`;
    const tried = await run(next, { dryRun: true });
    expect((await read(`${maps}/again`)).data).toEqual({ a: 'yes' });
    const { changes } = await run(next);
    expect(changes).toMatchObject([
      {
        ...{ name: 'again', action: 'CONFIGURED' },
        diff: [{ path: '/data/a', before: 'yes', after: 'no' }],
      },
      { name: 'other', action: 'UNCHANGED', diff: [] },
    ]);
    expect(tried.changes).toEqual(changes);
  });

  test('names who owns a field, writes nothing then, and takes over by force', async () => {
    await run(aMap('owned', 'ours'));
    const path = `${maps}/owned?fieldManager=somebody&force=true`;
    const theirs = {
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned' } },
      data: { a: 'theirs' },
    };
    await api.plane.call('PATCH', path, theirs, 'application/apply-patch+yaml');
    const manifests = `${aMap('before')}---\n${aMap('owned', 'ours again')}`;
    const refused = await run(manifests);
    expect(refused.userErrors).toMatchObject([
      {
        ...{ code: 'CONFLICT', field: ['input', 'manifests'] },
        message: expect.stringMatching(
          /^Document 2, line \d+ \(ConfigMap "owned"\): "somebody" owns \.data\.a /,
        ),
        facts: [
          { key: 'document', value: '2' },
          { key: 'line', value: '8' },
          { key: 'manager', value: 'somebody' },
          { key: 'field', value: '.data.a' },
        ],
      },
    ]);
    expect(refused.changes.map(({ name, action }) => [name, action])).toEqual([
      ['before', 'SKIPPED'],
      ['owned', 'FAILED'],
    ]);
    await expect(read(`${maps}/before`)).rejects.toThrow(': 404 ');
    const forced = await run(manifests, { force: true });
    expect(forced.userErrors).toEqual([]);
    expect((await read(`${maps}/owned`)).data).toEqual({ a: 'ours again' });
  });

  test('leaves what comes after a failure, and is completed by the next call', async () => {
    const names = ['one', 'two', 'three'];
    const manifests = [
      ...names.map((name) => aMap(name)),
      'apiVersion: v1\nkind: PodTemplate\nmetadata: { name: last }\ntemplate: { spec: { containers: [{ name: c, image: c }] } }\n',
    ].join('---\n');
    api.proxy.fault = (method, path, query) =>
      method === 'PATCH' && path.endsWith('/two') && !query.has('dryRun')
        ? {
            status: 403,
            body: {
              kind: 'Status',
              code: 403,
              reason: 'Forbidden',
              message: 'made up',
            },
          }
        : 'pass';
    const failed = await run(manifests);
    api.proxy.fault = () => 'pass';
    expect(failed.userErrors).toMatchObject([
      { code: 'FORBIDDEN', facts: [{ key: 'document', value: '2' }, {}] },
    ]);
    expect(failed.changes.map(({ name, action }) => [name, action])).toEqual([
      ['one', 'CREATED'],
      ['two', 'FAILED'],
      ['three', 'CREATED'],
      ['last', 'SKIPPED'],
    ]);
    expect(failed.resources.map(({ name }) => name)).toEqual(['one', 'three']);
    const next = await run(manifests);
    expect(next.changes.map(({ action }) => action)).toEqual([
      ...['UNCHANGED', 'CREATED', 'UNCHANGED', 'CREATED'],
    ]);
  });

  test('1,000 documents are applied', async () => {
    const manifests = Array.from({ length: 1_000 }, (_, index) =>
      aMap(`many-${index}`),
    ).join('---\n');
    const { userErrors, changes } = await run(manifests);
    expect(userErrors).toEqual([]);
    expect(changes).toHaveLength(1_000);
  }, 120_000);

  test('shows no value of a Secret', async () => {
    const value = 'correct-horse-battery';
    const secret = (more = '') =>
      `apiVersion: v1\nkind: Secret\nmetadata: { name: hidden }\nstringData: { password: ${value} }\n${more}`;
    const answers = [
      await run(secret(), { dryRun: true }),
      await run(secret()),
      await run(secret('dato: 1\n')),
      await run(`${secret()}data: { a: [${value}] }\n`),
      await run(`${secret()}broken: { ${value}\n`),
    ];
    const text = JSON.stringify(answers);
    expect(text).not.toContain(value);
    expect(text).not.toContain(Buffer.from(value).toString('base64'));
    expect(answers.map(({ userErrors }) => userErrors.length > 0)).toEqual([
      ...[false, false, true, true, true],
    ]);
  });

  test('everybody applies with their own rights only', async () => {
    const { userErrors } = await run(aMap('theirs'), {}, 'mallory');
    expect(userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    await expect(read(`${maps}/theirs`)).rejects.toThrow(': 404 ');
  });
});
