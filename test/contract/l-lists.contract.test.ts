import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';

let namespace = '';
let second = '';
let core = '';
let secrets = '';

beforeAll(async () => {
  [namespace, second] = await Promise.all([aNamespace(), aNamespace()]);
  core = `/api/v1/namespaces/${namespace}`;
  secrets = `${core}/secrets`;
});
afterAll(closePlane);

async function create(path: string, name: string, labels = {}) {
  const answer = await call('POST', path, {
    body: { metadata: { name, labels } },
  });
  expect(answer.status).toBe(201);
  return answer.body;
}

const versionOf = ({ metadata }: Thing) => BigInt(metadata.resourceVersion);
const namesOf = ({ items }: Thing) =>
  items.map(({ metadata }) => metadata.name);

const badMatch = (reason: string, message: string) =>
  failure({
    code: 422,
    reason: 'Invalid',
    message: `ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: ${message}`,
    details: {
      group: 'meta.k8s.io',
      kind: 'ListOptions',
      causes: [{ reason, message, field: 'resourceVersionMatch' }],
    },
  });

describe('a list', () => {
  clause('L1/shape', 'MUST name the kind once', async () => {
    const made = await create(secrets, 'shape');
    const { status, headers, body } = await call('GET', secrets);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(body).toMatchObject({ kind: 'SecretList', apiVersion: 'v1' });
    expect(body.metadata).toEqual({
      resourceVersion: expect.stringMatching(/^\d+$/),
    });
    const item = body.items.find(({ metadata }) => metadata.name === 'shape');
    expect(item).toEqual({ metadata: made.metadata, type: 'Opaque' });

    const apps = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    expect((await call('GET', apps)).body).toEqual({
      kind: 'DeploymentList',
      apiVersion: 'apps/v1',
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
      items: [],
    });
  });

  clause('L1/order', 'MUST go by namespace, then by name', async () => {
    const labels = { order: namespace };
    for (const [place, name] of [
      [second, 'b'],
      [namespace, 'c'],
      [namespace, 'a.b'],
      [second, 'a'],
      [namespace, 'a'],
      [namespace, 'a-b'],
    ])
      await create(`/api/v1/namespaces/${place}/secrets`, name ?? '', labels);
    const { body } = await call(
      'GET',
      `/api/v1/secrets?labelSelector=order%3D${namespace}`,
    );
    const places = body.items.map(
      ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
    );
    const here = ['a', 'a-b', 'a.b', 'c'].map((name) => `${namespace}/${name}`);
    const there = ['a', 'b'].map((name) => `${second}/${name}`);
    expect(places).toEqual(
      namespace < second ? [...here, ...there] : [...there, ...here],
    );
  });

  clause('L1/rv', 'MUST tell the version of the store', async () => {
    const item = await create(secrets, 'early');
    const later = await create(
      `/api/v1/namespaces/${second}/configmaps`,
      'later',
    );
    const { body } = await call('GET', secrets);
    expect(versionOf(body)).toBeGreaterThanOrEqual(versionOf(later));
    expect(versionOf(body)).toBeGreaterThan(versionOf(item));
  });

  clause('L4/unset', 'MUST be the latest', async () => {
    const made = await create(secrets, 'latest');
    const { body } = await call('GET', secrets);
    expect(namesOf(body)).toContain('latest');
    expect(versionOf(body)).toBeGreaterThanOrEqual(versionOf(made));
    await call('DELETE', `${secrets}/latest`);
    expect(namesOf((await call('GET', secrets)).body)).not.toContain('latest');
  });

  clause('L4/zero', 'MAY be of any version', async () => {
    const { status, body } = await call('GET', `${secrets}?resourceVersion=0`);
    expect(status).toBe(200);
    expect(body.kind).toBe('SecretList');
    expect(body.metadata.resourceVersion).toMatch(/^[1-9]\d*$/);
  });

  clause('L4/not-older', 'MUST NOT be older', async () => {
    const made = await create(secrets, 'known');
    const { resourceVersion } = made.metadata;
    for (const match of ['', '&resourceVersionMatch=NotOlderThan']) {
      const { status, body } = await call(
        'GET',
        `${secrets}?resourceVersion=${resourceVersion}${match}`,
      );
      expect(status).toBe(200);
      expect(namesOf(body)).toContain('known');
      expect(versionOf(body)).toBeGreaterThanOrEqual(versionOf(made));
    }
    const one = await call(
      'GET',
      `${secrets}/known?resourceVersion=${resourceVersion}`,
    );
    expect(one.body).toEqual(made);
  });

  clause('L4/future', 'MUST give up on a version to come', async () => {
    await create(secrets, 'present');
    const future = 'resourceVersion=999999999';
    const started = Date.now();
    const answers = await Promise.all([
      call('GET', `${secrets}?${future}`),
      call('GET', `${secrets}/present?${future}`),
    ]);
    expect(Date.now() - started).toBeGreaterThan(1_000);
    for (const { status, headers, body } of answers) {
      expect(status).toBe(504);
      expect(headers['retry-after']).toBe('1');
      expect(body).toEqual(
        failure({
          code: 504,
          reason: 'Timeout',
          message: expect.stringMatching(
            /^Timeout: Too large resource version: 999999999, current: \d+$/,
          ) as unknown as string,
          details: {
            causes: [
              {
                reason: 'ResourceVersionTooLarge',
                message: 'Too large resource version',
              },
            ],
            retryAfterSeconds: 1,
          },
        }),
      );
    }
  });

  clause('L4/garbage', 'MUST know a version', async () => {
    const why =
      'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax';
    const list = await call('GET', `${secrets}?resourceVersion=abc`);
    expect(list.status).toBe(400);
    expect(list.body).toEqual(
      failure({
        code: 400,
        reason: 'BadRequest',
        message: `invalid resource version: ${why}`,
      }),
    );
    await create(secrets, 'garbage');
    const one = await call('GET', `${secrets}/garbage?resourceVersion=abc`);
    expect(one.status).toBe(500);
    expect(one.body).toEqual(failure({ code: 500, message: why }));
  });

  clause('L4/match', 'MUST match a version that is given', async () => {
    for (const [query, reason, message] of [
      [
        'resourceVersionMatch=Exact',
        'FieldValueForbidden',
        'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      ],
      [
        'resourceVersionMatch=Foo&resourceVersion=3',
        'FieldValueNotSupported',
        'Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
      ],
      [
        'resourceVersionMatch=Exact&resourceVersion=0',
        'FieldValueForbidden',
        'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ],
    ] as const) {
      const { status, body } = await call('GET', `${secrets}?${query}`);
      expect(status).toBe(422);
      expect(body).toEqual(badMatch(reason, message));
    }
  });
});

describe('GET', () => {
  clause('L7/not-found', 'MUST tell what is missing', async () => {
    for (const [path, text, details] of [
      [`${core}/pods/x`, 'pods', { kind: 'pods' }],
      ['/api/v1/namespaces/nope', 'namespaces', { kind: 'namespaces' }],
      [
        `/apis/apps/v1/namespaces/${namespace}/deployments/x`,
        'deployments.apps',
        { group: 'apps', kind: 'deployments' },
      ],
    ] as const) {
      const name = path.split('/').at(-1) ?? '';
      const { status, body } = await call('GET', path);
      expect(status).toBe(404);
      expect(body).toEqual(
        failure({
          code: 404,
          reason: 'NotFound',
          message: `${text} "${name}" not found`,
          details: { name, ...details },
        }),
      );
    }
  });
});
