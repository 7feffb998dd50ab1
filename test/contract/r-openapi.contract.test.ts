import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { type Kubectl, openKubectl } from './kubectl.js';
import { aNamespace, call, closePlane } from './plane.js';
import { aWorkload, pathsOf } from './workloads.js';

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

let kubectl: Kubectl;
let namespace = '';

beforeAll(async () => {
  namespace = await aNamespace();
  kubectl = await openKubectl(namespace);
});
afterAll(async () => {
  await kubectl?.close();
  await closePlane();
});

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

  clause('R9/kubectl', 'MUST let kubectl validate and apply', async () => {
    const manifest = (image: string, more: object = {}) =>
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        ...aWorkload('web', {
          replicas: 0,
          template: {
            metadata: { labels: { app: 'web' } },
            spec: { containers: [{ name: 'c', image, ...more }] },
          },
        }),
      });
    const env = [{ name: 'A', value: '1' }];
    const apply = ['apply', '-f', '-'];
    const first = manifest('example.com/app:1', { env });
    const said = 'deployment.apps/web';
    expect(await kubectl.output(apply, first)).toBe(`${said} created\n`);
    expect(await kubectl.output(apply, first)).toBe(`${said} unchanged\n`);
    const next = manifest('example.com/app:2');
    const diff = await kubectl.run(['diff', '-f', '-'], next);
    expect(diff.code).toBe(1);
    expect(diff.stdout).toMatch(
      /^-\s+- image: example\.com\/app:1$|^-\s+image: example\.com\/app:1$/m,
    );
    expect(diff.stdout).toMatch(/^\+\s+(- )?image: example\.com\/app:2$/m);
    expect(await kubectl.output(apply, next)).toBe(`${said} configured\n`);
    const { deployments } = pathsOf(namespace);
    const { body } = await call('GET', `${deployments}/web`);
    expect(body.spec).toMatchObject({
      template: { spec: { containers: [{ image: 'example.com/app:2' }] } },
    });
    expect(JSON.stringify(body.spec)).not.toContain('"env"');
    const odd = await kubectl.run(
      apply,
      manifest('example.com/app:2', { x: 1 }),
    );
    expect(odd.code).toBe(1);
    expect(odd.stderr).toContain(
      'strict decoding error: unknown field "spec.template.spec.containers[0].x"',
    );
  });

  clause('R9/explain', 'MUST let kubectl explain fields', async () => {
    const explain = (path: string) => kubectl.output(['explain', path]);
    const containers = await explain('pod.spec.containers');
    expect(containers).toMatch(/^KIND: +Pod$/m);
    expect(containers).toMatch(/^FIELD: containers <\[\]Container>$/m);
    expect(containers).toMatch(/^ +name\t<string> -required-$/m);
    expect(containers).toMatch(/^ +resources\t<ResourceRequirements>$/m);
    expect(await explain('deploy')).toMatch(/^GROUP: +apps$/m);
    expect(await explain('pod.spec.containers.resources.limits')).toMatch(
      /^FIELD: limits <map\[string\]Quantity>$/m,
    );
    const missing = await kubectl.run(['explain', 'pod.spec.nope']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('field "nope" does not exist');
  });
});
