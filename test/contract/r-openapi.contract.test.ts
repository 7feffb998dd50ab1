import { afterAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { call, closePlane } from './plane.js';

interface Index {
  paths: Record<string, { serverRelativeURL: string }>;
}

interface Schema {
  type?: string;
  properties?: Record<string, Record<string, unknown>>;
  [extension: `x-kubernetes-${string}`]: unknown;
}

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, unknown> };
  [extension: `x-kubernetes-${string}`]: unknown;
}

interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const POD = { group: '', version: 'v1', kind: 'Pod' };
const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
const MARK = 'x-kubernetes-group-version-kind';
const OBJECT = '/apis/apps/v1/namespaces/{namespace}/deployments/{name}';
const PATCHES = ['apply-patch+yaml', 'json-patch+json', 'merge-patch+json'];

async function documentOf(groupVersion: string) {
  const { body } = await call<Index>('GET', '/openapi/v3');
  const url = body.paths[groupVersion]?.serverRelativeURL ?? '';
  return { url, ...(await call<Document>('GET', url)) };
}

afterAll(closePlane);

describe('OpenAPI', () => {
  clause('R9/v3', 'MUST describe each group version', async () => {
    const { status, body: index } = await call<Index>('GET', '/openapi/v3');
    expect(status).toBe(200);
    expect(Object.keys(index.paths)).toEqual(
      expect.arrayContaining([
        'api/v1',
        'apis/apps/v1',
        'apis/events.k8s.io/v1',
      ]),
    );
    const core = await documentOf('api/v1');
    expect(core.url).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]+$/);
    expect(core.status).toBe(200);
    expect(core.headers['content-type']).toBe('application/json');
    expect(core.headers['cache-control']).toBe('public, immutable');
    expect(core.body.openapi).toBe('3.0.0');
    const { schemas } = core.body.components;
    expect(schemas['io.k8s.api.core.v1.Pod']?.[MARK]).toEqual([POD]);
    const spec = schemas['io.k8s.api.core.v1.PodSpec']?.properties;
    expect(spec?.containers).toMatchObject({
      type: 'array',
      items: { $ref: '#/components/schemas/io.k8s.api.core.v1.Container' },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    });
    expect(spec?.tolerations).toMatchObject({
      'x-kubernetes-list-type': 'atomic',
    });
    expect(spec?.nodeSelector).toMatchObject({
      type: 'object',
      additionalProperties: { type: 'string' },
      'x-kubernetes-map-type': 'atomic',
    });
    const pods = core.body.paths['/api/v1/namespaces/{namespace}/pods'];
    expect(pods?.get?.[MARK]).toEqual(POD);
  });

  clause('R9/operations', 'MUST tell what a patch takes', async () => {
    const { body } = await documentOf('apis/apps/v1');
    const patch = body.paths[OBJECT]?.patch;
    const names = patch?.parameters?.map((one) => `${one.in} ${one.name}`);
    expect(names?.sort()).toEqual([
      'query dryRun',
      'query fieldManager',
      'query fieldValidation',
      'query force',
    ]);
    expect(Object.keys(patch?.requestBody?.content ?? {}).sort()).toEqual(
      [...PATCHES, 'strategic-merge-patch+json'].map(
        (type) => `application/${type}`,
      ),
    );
    expect(Object.keys(body.paths[OBJECT] ?? {}).sort()).toEqual([
      ...['delete', 'get', 'parameters', 'patch', 'put'],
    ]);
    expect(body.paths[`${OBJECT}/scale`]?.patch?.[MARK]).toEqual(SCALE);
  });

  clause('R9/hash', 'MUST lead from another hash to the document', async () => {
    const { url, headers } = await documentOf('apis/apps/v1');
    const [path = '', hash] = url.split('?hash=');
    expect(headers.etag).toBe(`"${hash}"`);
    const moved = await call('GET', `${path}?hash=0`);
    expect([moved.status, moved.headers.location]).toEqual([301, url]);
    const plain = await call<Document>('GET', path);
    expect([plain.status, plain.body.openapi]).toEqual([200, '3.0.0']);
    expect(plain.headers['cache-control']).toBe('no-cache, private');
    expect((await call('GET', '/openapi/v3/apis/no/v1')).status).toBe(404);
  });
});
