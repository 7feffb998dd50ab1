import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { runResource } from '../support/resource-mutation.js';
import { type Api, startApi } from '../support/start-api.js';

const VALUE = 'correct-horse-battery';
const ENCODED = Buffer.from(VALUE).toString('base64');

/** No answer that does not say reveal: true may contain one of these. */
function expectHidden(answer: unknown): void {
  const text = JSON.stringify(answer);
  expect(text).not.toContain(VALUE);
  expect(text).not.toContain(ENCODED);
}

describe('values of Secrets among the resources', () => {
  let api: Api;
  const namespace = uniqueName('hidden');
  const aSecret = `apiVersion: "v1", kind: "Secret", namespace: "${namespace}"`;

  beforeAll(async () => {
    api = await startApi();
    await api.plane.call('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    const applied = JSON.stringify({ data: { password: ENCODED } });
    await api.plane.call('POST', `/api/v1/namespaces/${namespace}/secrets`, {
      metadata: {
        name: 'db',
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': applied,
          note: 'kept',
        },
      },
      data: { password: ENCODED },
    });
  }, 60_000);
  afterAll(async () => {
    await api.plane.call('DELETE', `/api/v1/namespaces/${namespace}`);
    await api.stop();
  });

  const SELECT =
    'object data: object(path: "/data/password") note: object(path: "/metadata/annotations/note") yaml';

  test('are left out of objects, parts, YAML and lists', async () => {
    const { data, errors } = await api.run<{
      resource: { object: object; note: string; data: null };
    }>(
      `{ resource(${aSecret}, name: "db") { ${SELECT} } resources(${aSecret}) { nodes { ${SELECT} } } }`,
    );
    expect(errors).toBeUndefined();
    expectHidden(data);
    expect(data.resource.object).not.toHaveProperty('data');
    expect(data.resource.note).toBe('kept');
    expect(data.resource.data).toBeNull();
  });

  test('are shown when that is asked for', async () => {
    const { data, errors } = await api.run<{
      resource: { data: string; yaml: string };
      resources: { nodes: { data: string }[] };
    }>(
      `{ resource(${aSecret}, name: "db") { data: object(path: "/data/password", reveal: true) yaml(reveal: true) }
         resources(${aSecret}, fieldSelector: "metadata.name=db") { nodes { data: object(path: "/data/password", reveal: true) } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.resource.data).toBe(ENCODED);
    expect(data.resource.yaml).toContain(ENCODED);
    expect(data.resources.nodes).toEqual([{ data: ENCODED }]);
  });

  test('are not shown to whom the cluster does not show them', async () => {
    const { data } = await api.run<{ resource: null }>(
      `{ resource(${aSecret}, name: "db") { object(reveal: true) } }`,
      {},
      'mallory',
    );
    expect(data.resource).toBeNull();
  });

  const SECRET = { apiVersion: 'v1', kind: 'Secret' };
  const OTHER = 'staple-of-the-horse';
  const write = async (
    field: string,
    input: Record<string, unknown>,
    user?: string,
  ) => {
    const answer = await runResource(api, field, input, user);
    expectHidden(answer);
    expect(JSON.stringify(answer)).not.toContain(OTHER);
    return answer;
  };

  test('are in no answer to a write, while its differences tell which keys have others', async () => {
    const object = {
      ...{ ...SECRET, metadata: { name: 'written' } },
      stringData: { password: VALUE, same: OTHER },
    };
    const tried = await write('createResource', {
      ...{ object, namespace, dryRun: true },
    });
    expect(tried.changes[0]?.diff).toMatchObject([
      { after: { data: { password: '(not shown)' } } },
    ]);
    await write('createResource', { object, namespace });
    const named = { ...SECRET, namespace, name: 'written' };
    const { userErrors, changes } = await write('patchResource', {
      ...{ ...named, patch: { stringData: { password: 'new', more: VALUE } } },
    });
    expect(userErrors).toEqual([]);
    expect(changes[0]?.diff).toEqual([
      { path: '/data/more', before: null, after: '(not shown)' },
      {
        path: '/data/password',
        ...{ before: '(not shown)', after: '(not shown, another value)' },
      },
    ]);
  });

  test.each(['MERGE', 'STRATEGIC', 'JSON', 'APPLY'])(
    'are in no refusal of a patch of the type %s',
    async (type) => {
      const bad = { dato: { password: VALUE }, data: { password: 5 } };
      const patch =
        type === 'JSON'
          ? [
              { op: 'add', path: '/dato', value: VALUE },
              { op: 'add', path: '/data/other', value: OTHER },
            ]
          : bad;
      const named = { ...SECRET, namespace, name: 'db', type };
      const { userErrors, changes } = await write('patchResource', {
        ...{ ...named, patch },
      });
      expect(userErrors.length).toBeGreaterThan(0);
      expect(userErrors.map(({ code }) => code)).toContain('INVALID');
      expect(changes).toMatchObject([{ action: 'FAILED' }]);
    },
  );

  test('are in no refusal of an object', async () => {
    for (const data of [{ password: `${VALUE} ` }, { password: [VALUE] }]) {
      const metadata = { name: 'bad' };
      const { userErrors } = await write('createResource', {
        ...{ object: { ...SECRET, metadata, data }, namespace },
      });
      expect(userErrors).toMatchObject([{ code: 'INVALID' }]);
    }
  });

  test('are not removed by an object that was read without them', async () => {
    const { data } = await api.run<{ resource: { object: object } }>(
      `{ resource(${aSecret}, name: "db") { object } }`,
    );
    const { object } = data.resource;
    const { userErrors } = await write('replaceResource', { object });
    expect(userErrors).toMatchObject([
      {
        ...{ code: 'INVALID', field: ['input', 'object', 'data'] },
        message: expect.stringMatching(/reveal: true/),
      },
    ]);
    const emptied = { ...object, data: {} };
    const dry = await write('replaceResource', {
      object: emptied,
      dryRun: true,
    });
    expect(dry.userErrors).toEqual([]);
    expect(dry.changes[0]?.diff).toMatchObject([
      { path: '/data/password', before: '(not shown)', after: null },
    ]);
  });

  test('are not told to who may write and not read', async () => {
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    const apiGroup = 'rbac.authorization.k8s.io';
    const metadata = { name: 'writer' };
    const verbs = ['patch'];
    await api.plane.call('POST', `${rbac}/roles`, {
      ...{
        metadata,
        rules: [{ apiGroups: [''], resources: ['secrets'], verbs }],
      },
    });
    await api.plane.call('POST', `${rbac}/rolebindings`, {
      ...{ metadata, roleRef: { apiGroup, kind: 'Role', name: 'writer' } },
      subjects: [{ apiGroup, kind: 'User', name: 'mallory' }],
    });
    const patch = { metadata: { labels: { by: 'mallory' } } };
    const input = { ...SECRET, namespace, name: 'db', patch };
    await eventually(async () => {
      const { data, errors } = await api.run(
        'mutation ($input: PatchResourceInput!) { patchResource(input: $input) { userErrors { code } changes { action diff { path } } resource { name object(reveal: true) } } }',
        { input },
        'mallory',
      );
      expectHidden({ data, errors });
      expect(data).toEqual({
        patchResource: {
          ...{ userErrors: [], changes: [{ action: 'CONFIGURED', diff: [] }] },
          resource: { name: 'db', object: null },
        },
      });
      expect(errors).toMatchObject([
        {
          message: expect.stringMatching(
            /does not let you read the Secret "db"/,
          ),
          extensions: { code: 'FORBIDDEN' },
        },
      ]);
    });
  });
});
