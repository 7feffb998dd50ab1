import { describe, expect, test } from '@jest/globals';

import { createKinds } from '../../../../devcluster/kinds/kind-table.js';
import { toDocument } from '../../../../devcluster/openapi/document.js';
import { OpenApi } from '../../../../devcluster/openapi/open-api.js';

interface Document {
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: { schemas: Record<string, Record<string, unknown>> };
}

const kinds = createKinds();
const documentOf = (group: string) =>
  toDocument(
    kinds.filter((kind) => kind.group === group),
    'v1',
  ) as Document;
const core = documentOf('');
const schema = (name: string) => core.components.schemas[name];
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe('a document', () => {
  test.each([...new Set(kinds.map(({ group }) => group))])(
    'of %s points at nothing that it does not hold',
    (group) => {
      const document = documentOf(group);
      const text = JSON.stringify(document);
      const wanted = [
        ...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g),
      ].map(([, name]) => name ?? '');
      expect(wanted.length).toBeGreaterThan(0);
      expect(
        wanted.filter((name) => !document.components.schemas[name]),
      ).toEqual([]);
    },
  );

  test('tells how patches treat a list', () => {
    expect(schema('io.k8s.api.core.v1.ServiceSpec')).toMatchObject({
      properties: {
        ports: {
          type: 'array',
          items: ref('io.k8s.api.core.v1.ServicePort'),
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['port', 'protocol'],
          'x-kubernetes-patch-merge-key': 'port',
          'x-kubernetes-patch-strategy': 'merge',
        },
        externalIPs: { 'x-kubernetes-list-type': 'atomic' },
      },
    });
    expect(
      schema('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'),
    ).toMatchObject({
      properties: { finalizers: { 'x-kubernetes-list-type': 'set' } },
    });
  });

  test('tells the types of values', () => {
    expect(schema('io.k8s.api.core.v1.ServicePort')).toEqual({
      type: 'object',
      required: ['port'],
      properties: {
        appProtocol: { type: 'string' },
        name: { type: 'string' },
        nodePort: { type: 'integer', format: 'int32' },
        port: { type: 'integer', format: 'int32' },
        protocol: { type: 'string', default: 'TCP' },
        targetPort: {
          allOf: [ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString')],
        },
      },
    });
    expect(schema('io.k8s.api.core.v1.ResourceRequirements')).toMatchObject({
      properties: {
        limits: {
          type: 'object',
          additionalProperties: ref(
            'io.k8s.apimachinery.pkg.api.resource.Quantity',
          ),
        },
      },
    });
  });

  test('has the paths that are served, and no others', () => {
    const methodsOf = (path: string) => Object.keys(core.paths[path] ?? {});
    const pods = '/api/v1/namespaces/{namespace}/pods';
    expect(methodsOf('/api/v1/pods')).toEqual(['get', 'parameters']);
    expect(methodsOf(pods).sort()).toEqual([
      ...['delete', 'get', 'parameters', 'post'],
    ]);
    expect(methodsOf(`${pods}/{name}/log`)).toEqual(['get', 'parameters']);
    expect(methodsOf('/api/v1/componentstatuses/{name}')).toEqual([
      ...['get', 'parameters'],
    ]);
    const binding = core.paths[`${pods}/{name}/binding`]?.post;
    expect(binding?.['x-kubernetes-group-version-kind']).toEqual({
      group: '',
      version: 'v1',
      kind: 'Binding',
    });
  });
});

describe('the documents', () => {
  const openApi = new OpenApi(kinds, 'v1');
  const apps = { group: 'apps', version: 'v1' };

  test('are found through the index', () => {
    const { paths } = JSON.parse(openApi.index().text) as {
      paths: Record<string, { serverRelativeURL: string }>;
    };
    const url = paths['apis/apps/v1']?.serverRelativeURL ?? '';
    const [path, hash = ''] = url.split('?hash=');
    expect(path).toBe('/openapi/v3/apis/apps/v1');
    const found = openApi.document(apps, hash);
    expect(found.code).toBe(200);
    expect(found.headers).toMatchObject({
      'cache-control': 'public, immutable',
      etag: `"${hash}"`,
    });
    expect(openApi.document(apps, 'old')).toMatchObject({
      code: 301,
      headers: { location: url },
    });
  });

  test('are kept only under their hash', () => {
    const { headers = {} } = openApi.document(apps, null);
    expect(Object.keys(headers)).toEqual(['etag', 'vary']);
  });
});
