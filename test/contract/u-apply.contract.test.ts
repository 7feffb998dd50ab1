import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { invalidStatus, isRequired } from './invalid.js';
import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';

let configMaps: string;
let deployments: string;

beforeAll(async () => {
  const namespace = await aNamespace();
  configMaps = `/api/v1/namespaces/${namespace}/configmaps`;
  deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
});
afterAll(closePlane);

interface Entry {
  manager: string;
  operation: string;
  fieldsV1: object;
}

const config = (name: string, data?: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  ...(data && { data }),
});

const apply = (
  manager: string,
  body: ReturnType<typeof config>,
  force = false,
) =>
  call(
    'PATCH',
    `${configMaps}/${body.metadata.name}?fieldManager=${manager}${force ? '&force=true' : ''}`,
    { body, type: PATCH.apply },
  );

/** Expects success, and returns the data. */
async function applied(...parameters: Parameters<typeof apply>) {
  const { status, body } = await apply(...parameters);
  expect([200, 201]).toContain(status);
  return body.data;
}

/** What each writer owns: `m1 Apply` → its fields. */
function ownersOf({ metadata }: Thing): Record<string, object> {
  return Object.fromEntries(
    (metadata.managedFields as Entry[]).map(
      ({ manager, operation, fieldsV1 }) => [
        `${manager} ${operation}`,
        fieldsV1,
      ],
    ),
  );
}

const data = (...keys: string[]) => ({
  'f:data': Object.fromEntries(keys.map((key) => [`f:${key}`, {}])),
});

const conflictStatus = (
  text: string,
  ...conflicts: [owner: string, field: string][]
) =>
  failure({
    code: 409,
    reason: 'Conflict',
    message: `Apply failed with ${text}`,
    details: {
      causes: conflicts.map(([owner, field]) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${owner}`,
        field,
      })),
    },
  });

/** Several causes come in any order. */
function withSortedCauses(body: Thing): Thing {
  const causes = body.details?.causes as { field: string }[];
  causes.sort((a, b) => (a.field < b.field ? -1 : 1));
  return body;
}

describe('an apply', () => {
  clause('U9/no-manager', 'MUST say who applies', async () => {
    const { body } = await call('PATCH', `${configMaps}/nobody`, {
      body: config('nobody'),
      type: PATCH.apply,
    });
    expect(body).toEqual(
      invalidStatus(
        'PatchOptions.meta.k8s.io',
        '',
        isRequired('fieldManager', 'is required for apply patch'),
      ),
    );
  });

  clause('U9/create', 'MUST make a missing object', async () => {
    const yaml =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: made\ndata:\n  a: "1"\n';
    const { status, body } = await call(
      'PATCH',
      `${configMaps}/made?fieldManager=m1`,
      { body: yaml, type: PATCH.apply },
    );
    expect(status).toBe(201);
    expect(body.data).toEqual({ a: '1' });
    expect(ownersOf(body)).toEqual({ 'm1 Apply': data('a') });
  });

  clause('U9/same', 'MUST write nothing the second time', async () => {
    const first = await apply('m1', config('same', { a: '1' }));
    const second = await apply('m1', config('same', { a: '1' }));
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
  });

  clause('U9/drop', 'MUST remove what is applied no more', async () => {
    await applied('m1', config('drop', { a: '1', b: '2' }));
    expect(await applied('m1', config('drop', { b: '2' }))).toEqual({ b: '2' });
    const { body } = await apply('m1', config('drop'));
    expect(body).not.toHaveProperty('data');
    expect(body.metadata).not.toHaveProperty('managedFields');
  });

  clause('U9/conflict', 'MUST not take fields from others', async () => {
    await applied('m1', config('conflict', { a: '1', b: '2' }));
    const one = await apply('m2', config('conflict', { a: 'x', b: '2' }));
    expect(one.body).toEqual(
      conflictStatus('1 conflict: conflict with "m1": .data.a', [
        '"m1"',
        '.data.a',
      ]),
    );
    await call('PATCH', `${configMaps}/conflict?fieldManager=m3`, {
      body: { data: { c: '3' }, metadata: { labels: { l: '1' } } },
      type: PATCH.merge,
    });
    const several = await apply(
      'm2',
      config('conflict', { a: 'x', b: 'x', c: 'x' }, { labels: { l: 'x' } }),
    );
    expect(several.status).toBe(409);
    expect(withSortedCauses(several.body)).toEqual(
      conflictStatus(
        '4 conflicts: conflicts with "m1":\n- .data.a\n- .data.b\nconflicts with "m3" using v1:\n- .data.c\n- .metadata.labels.l',
        ['"m1"', '.data.a'],
        ['"m1"', '.data.b'],
        ['"m3" using v1', '.data.c'],
        ['"m3" using v1', '.metadata.labels.l'],
      ),
    );
  });

  clause('U9/force', 'MUST take them when it is forced', async () => {
    await applied('m1', config('force', { a: '1', b: '2' }));
    const { body } = await apply('m2', config('force', { a: 'x' }), true);
    expect(body.data).toEqual({ a: 'x', b: '2' });
    expect(ownersOf(body)).toEqual({
      'm1 Apply': data('b'),
      'm2 Apply': data('a'),
    });
  });

  clause('U9/managed', 'MUST leave the books to the server', async () => {
    await applied('m1', config('books', { a: '1' }));
    for (const managedFields of [[], [{ manager: 'x' }]]) {
      const { status, body } = await apply(
        'm1',
        config('books', {}, { managedFields }),
      );
      expect(status).toBe(400);
      expect(body).toEqual(
        failure({
          code: 400,
          reason: 'BadRequest',
          message: 'metadata.managedFields must be nil',
        }),
      );
    }
  });

  clause('U9/shared', 'MUST share what two apply alike', async () => {
    await applied('m1', config('shared', { a: '1', b: '2' }));
    const both = await apply('m2', config('shared', { a: '1' }));
    expect(ownersOf(both.body)).toEqual({
      'm1 Apply': data('a', 'b'),
      'm2 Apply': data('a'),
    });
    const { body } = await apply('m1', config('shared', { b: '2' }));
    expect(body.data).toEqual({ a: '1', b: '2' });
    expect(ownersOf(body)).toEqual({
      'm1 Apply': data('b'),
      'm2 Apply': data('a'),
    });
  });

  clause('U9/others', 'MUST know what other writes own', async () => {
    const by = (manager: string) => `fieldManager=${manager}`;
    const made = await call('POST', `${configMaps}?${by('poster')}`, {
      body: { metadata: { name: 'others' }, data: { a: '1' } },
    });
    expect(ownersOf(made.body)).toEqual({
      'poster Update': { 'f:data': { '.': {}, 'f:a': {} } },
    });
    await call('PATCH', `${configMaps}/others?${by('patcher')}`, {
      body: [{ op: 'add', path: '/data/b', value: '2' }],
      type: PATCH.json,
    });
    const { body } = await call('PUT', `${configMaps}/others?${by('putter')}`, {
      body: { metadata: { name: 'others' }, data: { a: '9', b: '2' } },
    });
    expect(ownersOf(body)).toEqual({
      'poster Update': { 'f:data': {} },
      'patcher Update': data('b'),
      'putter Update': data('a'),
    });
    // Lists have owners by item, and what is of one piece has one.
    const name = 'd';
    const { body: deployment } = await call(
      'PATCH',
      `${deployments}/${name}?${by('m1')}`,
      {
        body: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name },
          spec: {
            replicas: 0,
            selector: { matchLabels: { a: 'b' } },
            template: {
              metadata: { labels: { a: 'b' } },
              spec: {
                containers: [
                  { name: 'c', image: 'i', ports: [{ containerPort: 80 }] },
                ],
              },
            },
          },
        },
        type: PATCH.apply,
      },
    );
    expect(ownersOf(deployment)).toEqual({
      'm1 Apply': {
        'f:spec': {
          'f:replicas': {},
          'f:selector': {},
          'f:template': {
            'f:metadata': { 'f:labels': { 'f:a': {} } },
            'f:spec': {
              'f:containers': {
                'k:{"name":"c"}': {
                  '.': {},
                  'f:image': {},
                  'f:name': {},
                  'f:ports': {
                    'k:{"containerPort":80,"protocol":"TCP"}': {
                      '.': {},
                      'f:containerPort': {},
                    },
                  },
                },
              },
            },
          },
        },
      },
    });
  });
});
