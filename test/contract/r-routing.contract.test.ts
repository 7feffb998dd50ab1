import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';

const NOT_FOUND = failure({
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  details: {},
});

afterAll(closePlane);

describe('a path', () => {
  clause('R1/path', 'MUST be 404 in plain text when unknown', async () => {
    const { status, headers, text } = await call('GET', '/foo');
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text.trim()).toBe('404 page not found');
  });

  clause('R1/group', 'MUST be 404 in plain text for a group', async () => {
    const { status, headers, text } = await call('GET', '/apis/nope.io/v1/x');
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text.trim()).toBe('404 page not found');
  });

  clause('R2/resource', 'MUST be a NotFound without a name', async () => {
    for (const path of [
      '/api/v1/nope',
      '/api/v1/nope/x',
      '/api/v1/namespaces/default/nope',
      '/apis/apps/v1/namespaces/default/nope/x',
      '/apis/apps/v9/deployments',
    ]) {
      const { status, body } = await call('GET', path);
      expect(status).toBe(404);
      expect(body).toEqual(NOT_FOUND);
    }
  });

  clause('R2/subresource', 'MUST be a NotFound without a name', async () => {
    for (const path of [
      '/api/v1/namespaces/default/pods/x/nope',
      '/api/v1/namespaces/default/configmaps/x/status',
    ]) {
      const { status, body } = await call('GET', path);
      expect(status).toBe(404);
      expect(body).toEqual(NOT_FOUND);
    }
  });

  clause('R3/verb', 'MUST be 405 for a verb that it lacks', async () => {
    for (const [method, path] of [
      ['PUT', '/api/v1/namespaces/default/pods'],
      ['PATCH', '/api/v1/namespaces/default/pods'],
      ['POST', '/api/v1/namespaces/default/configmaps/x'],
      ['PATCH', '/version'],
    ] as const) {
      const { status, body } = await call(method, path, { body: {} });
      expect(status).toBe(405);
      expect(body).toEqual(
        failure({
          code: 405,
          reason: 'MethodNotAllowed',
          message:
            'the server does not allow this method on the requested resource',
          details: {},
        }),
      );
    }
  });

  clause('R10/health', 'MUST say ok where health is asked for', async () => {
    for (const path of ['/healthz', '/livez', '/readyz']) {
      const { status, headers, text } = await call('GET', path);
      expect(status).toBe(200);
      expect(headers['content-type']).toMatch(/^text\/plain/);
      expect(text).toBe('ok');
    }
  });

  clause('R11/other', 'MUST be 404 where nothing is imitated', async () => {
    for (const path of [
      '/metrics',
      '/logs',
      '/debug/pprof/',
      '/.well-known/openid-configuration',
      '/api/v1/nodes/x/proxy/',
      '/api/v1/namespaces/default/pods/x/proxy/',
      '/api/v1/namespaces/default/services/x/proxy/',
    ])
      expect((await call('GET', path)).status).toBe(404);
  });

  clause('R12/wire', 'MUST be 406 for protobuf alone', async () => {
    const accept = 'application/vnd.kubernetes.protobuf';
    const answer = await call('GET', '/api/v1/namespaces/default', {
      headers: { accept },
    });
    expect(answer.status).toBe(406);
    expect(answer.body.reason).toBe('NotAcceptable');
  });

  clause('K26/out', 'MUST be 404 for a kind that is out', async () => {
    for (const path of [
      '/apis/batch/v1/cronjobs',
      '/apis/apps/v1/daemonsets',
      '/apis/storage.k8s.io/v1/storageclasses',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations',
    ])
      expect((await call('GET', path)).status).toBe(404);
  });

  clause(
    'K26/stored',
    'MUST be 404 for a kind without controllers',
    async () => {
      for (const path of [
        '/apis/batch/v1/jobs',
        '/apis/apps/v1/statefulsets',
        '/apis/networking.k8s.io/v1/ingresses',
      ])
        expect((await call('GET', path)).status).toBe(404);
    },
  );

  clause('W10/path', 'MUST be 404 for the old form of watch', async () => {
    const path = '/api/v1/watch/namespaces/default/pods?timeoutSeconds=1';
    expect((await call('GET', path)).status).toBe(404);
  });
});

describe('a body', () => {
  let configmaps = '';
  beforeAll(async () => {
    configmaps = `/api/v1/namespaces/${await aNamespace()}/configmaps`;
  });

  clause('R5/body-type', 'MUST be 415 when its type is unknown', async () => {
    for (const [method, path] of [
      ['POST', configmaps],
      ['PUT', `${configmaps}/x`],
    ] as const) {
      const body = '{"metadata":{"name":"x"}}';
      const answer = await call(method, path, { body, type: 'text/plain' });
      expect(answer.status).toBe(415);
      expect(answer.body).toEqual(
        failure({
          code: 415,
          reason: 'UnsupportedMediaType',
          message: expect.stringMatching(
            /^the body of the request was in an unknown format - accepted media types include: application\/json, application\/yaml/,
          ) as unknown as string,
        }),
      );
    }
  });

  clause('R5/patch-type', 'MUST be 415 when it is no patch', async () => {
    await call('POST', configmaps, { body: { metadata: { name: 'patched' } } });
    const patch = { data: { a: '1' } };
    const answer = await call('PATCH', `${configmaps}/patched`, {
      body: patch,
      type: 'application/json',
    });
    expect(answer.status).toBe(415);
    expect(answer.body).toEqual(
      failure({
        code: 415,
        reason: 'UnsupportedMediaType',
        message: '415: Unsupported Media Type',
        details: {},
      }),
    );
    const merged = await call('PATCH', `${configmaps}/patched`, {
      body: patch,
      type: PATCH.merge,
    });
    expect(merged.status).toBe(200);
  });

  clause('R5/yaml', 'MUST be read as YAML 1.1 when it is YAML', async () => {
    const type = 'application/yaml';
    const made = await call('POST', configmaps, {
      type,
      body: 'metadata:\n  name: yaml\ndata:\n  a: "n"\n  b: |\n    two\n    lines\n',
    });
    expect(made.status).toBe(201);
    expect(made.body.data).toEqual({ a: 'n', b: 'two\nlines\n' });
    const refused = await call('POST', configmaps, {
      type,
      body: 'metadata:\n  name: boolean\ndata:\n  a: n\n',
    });
    expect(refused.status).toBe(400);
    expect(refused.body.reason).toBe('BadRequest');
    expect(refused.body.message).toMatch(
      /^ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal bool into Go struct field .* of type string$/,
    );
  });

  clause('R6/too-large', 'MUST be 413 when over 3 MiB', async () => {
    const answer = await call('POST', configmaps, {
      body: { metadata: { name: 'big' }, data: { a: 'x'.repeat(3_200_000) } },
    });
    expect(answer.status).toBe(413);
    expect(answer.body).toEqual(
      failure({
        code: 413,
        reason: 'RequestEntityTooLarge',
        message: 'Request entity too large: limit is 3145728',
      }),
    );
  });
});
