import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aWaitingPod, aWorkload } from './manifests.js';
import { aNamespace, call, closePlane, PATCH, watch } from './plane.js';

let namespace = '';
let core = '';
let configmaps = '';

beforeAll(async () => {
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  configmaps = `${core}/configmaps`;
});
afterAll(closePlane);

describe('a dry run', () => {
  clause('C16/dry-run', 'MUST do everything but store', async () => {
    await allowNoSecrets();
    const kept = await call('POST', configmaps, {
      body: { metadata: { name: 'kept' }, data: { a: '1' } },
    });
    const { resourceVersion } = kept.body.metadata;
    const stream = await watch(
      `${core}/configmaps?resourceVersion=${resourceVersion}`,
    );
    try {
      const made = await call('POST', `${configmaps}?dryRun=All`, {
        body: { metadata: { generateName: 'dry-' } },
      });
      expect(made.status).toBe(201);
      expect(made.body.metadata.name).toMatch(/^dry-\w{5}$/);
      expect(made.body.metadata.uid).toMatch(/./);
      expect(made.body.metadata.resourceVersion).toBeUndefined();
      const { name } = made.body.metadata;
      expect((await call('GET', `${configmaps}/${name}`)).status).toBe(404);

      const one = `${configmaps}/kept?dryRun=All`;
      const body = { metadata: { name: 'kept' }, data: { a: '2' } };
      const type = PATCH.merge;
      for (const changed of [
        await call('PUT', one, { body }),
        await call('PATCH', one, { body, type }),
      ]) {
        expect(changed.status).toBe(200);
        expect(changed.body.data).toEqual({ a: '2' });
        expect(changed.body.metadata.resourceVersion).toBe(resourceVersion);
      }
      expect((await call('GET', `${configmaps}/kept`)).body).toEqual(kept.body);

      const secret = await call('POST', `${core}/secrets?dryRun=All`, {
        body: { metadata: { name: 'too-many' } },
      });
      expect(secret.status).toBe(403);
      expect(secret.body.message).toMatch(/exceeded quota: none/);

      const service = await call('POST', `${core}/services?dryRun=All`, {
        body: {
          metadata: { name: 'dry' },
          spec: { type: 'NodePort', ports: [{ port: 80 }] },
        },
      });
      expect(service.status).toBe(201);
      expect(service.body.spec).toMatchObject({
        clusterIP: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
        ports: [{ nodePort: expect.any(Number) }],
      });
      expect((await call('GET', `${core}/services/dry`)).status).toBe(404);

      await call('POST', configmaps, { body: { metadata: { name: 'last' } } });
      const [event] = await stream.until(1);
      expect(event?.object.metadata.name).toBe('last');
    } finally {
      await stream.close();
    }
  });

  clause('C16/bad', 'MUST be asked for with All', async () => {
    const body = { metadata: { name: 'x' } };
    for (const [method, path, options] of [
      ['POST', configmaps, 'CreateOptions'],
      ['PUT', `${configmaps}/x`, 'UpdateOptions'],
      ['PATCH', `${configmaps}/x`, 'PatchOptions'],
      ['DELETE', `${configmaps}/x`, 'DeleteOptions'],
    ] as const) {
      const answer = await call(method, `${path}?dryRun=Foo`, {
        ...(method !== 'DELETE' && { body }),
        ...(method === 'PATCH' && { type: PATCH.merge }),
      });
      const message = 'Unsupported value: ["Foo"]: supported values: "All"';
      expect(answer.status).toBe(422);
      expect(answer.body).toEqual(
        failure({
          code: 422,
          reason: 'Invalid',
          message: `${options}.meta.k8s.io "" is invalid: dryRun: ${message}`,
          details: {
            group: 'meta.k8s.io',
            kind: options,
            causes: [
              { reason: 'FieldValueNotSupported', message, field: 'dryRun' },
            ],
          },
        }),
      );
    }
  });
});

describe('a new object', () => {
  clause('C17/status', 'MUST NOT bring a status', async () => {
    const pod = await call('POST', `${core}/pods`, {
      body: {
        ...aWaitingPod('eager'),
        status: { phase: 'Running', podIP: '10.1.2.3' },
      },
    });
    expect(pod.status).toBe(201);
    expect(pod.body.status).toEqual({
      phase: 'Pending',
      qosClass: 'BestEffort',
    });
    const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    const deployment = await call('POST', deployments, {
      body: { ...aWorkload('eager'), status: { replicas: 5 } },
    });
    expect(deployment.status).toBe(201);
    expect(deployment.body.status).toEqual({});
  });

  clause('C17/namespace', 'MUST be Active when a namespace', async () => {
    const { status, body } = await call('POST', '/api/v1/namespaces', {
      body: {
        metadata: {
          name: `${namespace}-second`,
          labels: { 'kubernetes.io/metadata.name': 'other', team: 'a' },
        },
        status: { phase: 'Terminating' },
      },
    });
    expect(status).toBe(201);
    expect(body.spec).toEqual({ finalizers: ['kubernetes'] });
    expect(body.status).toEqual({ phase: 'Active' });
    expect(body.metadata.labels).toEqual({
      'kubernetes.io/metadata.name': `${namespace}-second`,
      team: 'a',
    });
  });
});

async function allowNoSecrets(): Promise<void> {
  await call('POST', `${core}/resourcequotas`, {
    body: { metadata: { name: 'none' }, spec: { hard: { secrets: '0' } } },
  });
  await eventually(async () => {
    const { body } = await call('GET', `${core}/resourcequotas/none`);
    expect(body.status).toMatchObject({ hard: { secrets: '0' } });
  });
}
