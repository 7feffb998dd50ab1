import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
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
});
