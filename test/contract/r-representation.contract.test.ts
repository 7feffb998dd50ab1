import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aNamespace, call, closePlane, type Thing, watch } from './plane.js';

const PARTIAL = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
const PARTIAL_LIST =
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

let configmaps = '';
let first: Thing;

beforeAll(async () => {
  configmaps = `/api/v1/namespaces/${await aNamespace()}/configmaps`;
  for (const name of ['one', 'two']) {
    const { body } = await call('POST', configmaps, {
      body: { metadata: { name, labels: { app: 'x' } }, data: { a: '1' } },
    });
    first ??= body;
  }
});
afterAll(closePlane);

describe('metadata alone', () => {
  clause('R14/partial', 'MUST come from GET and watch', async () => {
    const headers = { accept: PARTIAL };
    const partial = {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: first.metadata,
    };
    const { status, body } = await call('GET', `${configmaps}/one`, {
      headers,
    });
    expect(status).toBe(200);
    expect(body).toEqual(partial);
    expect(body.metadata.managedFields).toHaveLength(1);

    const stream = await watch(
      `${configmaps}?fieldSelector=metadata.name=one`,
      'admin',
      headers,
    );
    try {
      const [event] = await stream.until(1);
      expect(event).toEqual({ type: 'ADDED', object: partial });
    } finally {
      await stream.close();
    }
  });

  clause('R14/partial-list', 'MUST come as a list', async () => {
    const { status, body } = await call(
      'GET',
      `${configmaps}?limit=1&fieldSelector=metadata.name!=kube-root-ca.crt`,
      { headers: { accept: PARTIAL_LIST } },
    );
    expect(status).toBe(200);
    expect(body.kind).toBe('PartialObjectMetadataList');
    expect(body.apiVersion).toBe('meta.k8s.io/v1');
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
    expect(body.metadata.continue).toMatch(/./);
    expect(body.items.map(({ metadata }) => metadata)).toEqual([
      first.metadata,
    ]);
    expect(body.items[0]?.data).toBeUndefined();
  });
});

describe('a warning', () => {
  clause('R15/warn-field', 'MUST come for each odd field', async () => {
    const { status, headers } = await call(
      'POST',
      `${configmaps.replace(/configmaps$/, 'services')}?fieldValidation=Warn`,
      {
        body: '{"metadata":{"name":"a","name":"warned"},"spec":{"foo":1,"ports":[{"port":80,"bar":2}]}}',
      },
    );
    expect(status).toBe(201);
    expect([headers.warning].flat().sort()).toEqual([
      '299 - "duplicate field \\"metadata.name\\""',
      '299 - "unknown field \\"spec.foo\\""',
      '299 - "unknown field \\"spec.ports[0].bar\\""',
    ]);
  });

  clause('R15/warn-deprecated', 'MUST come with every Endpoints', async () => {
    const endpoints = configmaps.replace(/configmaps$/, 'endpoints');
    const warning =
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"';
    const list = await call('GET', endpoints);
    expect([list.status, list.headers.warning]).toEqual([200, warning]);
    const missing = await call('GET', `${endpoints}/nope`);
    expect([missing.status, missing.headers.warning]).toEqual([404, warning]);
    const made = await call('POST', endpoints, {
      body: { metadata: { name: 'mine' } },
    });
    expect([made.status, made.headers.warning]).toEqual([201, warning]);
    const other = await call('GET', configmaps);
    expect(other.headers.warning).toBeUndefined();
  });
});
