import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import {
  aReplicationController,
  aService,
  aWaitingPod,
  aWorkload,
} from './manifests.js';
import { aNamespace, call, closePlane, type Thing } from './plane.js';

let core = '';
let apps = '';
let rbac = '';
let configmaps = '';

beforeAll(async () => {
  const namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  apps = `/apis/apps/v1/namespaces/${namespace}`;
  rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  configmaps = `${core}/configmaps`;
});
afterAll(closePlane);

async function create(path: string, body: object): Promise<Thing> {
  const answer = await call('POST', path, { body });
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body;
}

const conflict = (name: string, why: string) =>
  failure({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ConfigMap "${name}": ${why}`,
    details: { name, kind: 'ConfigMap' },
  });

const badPolicy = (reason: string, message: string) =>
  failure({
    code: 422,
    reason: 'Invalid',
    message: `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: ${message}`,
    details: {
      group: 'meta.k8s.io',
      kind: 'DeleteOptions',
      causes: [{ reason, message, field: 'propagationPolicy' }],
    },
  });

describe('DELETE', () => {
  clause('D1/status', 'MUST tell what is gone', async () => {
    const metadata = { name: 'd1' };
    for (const [path, details, body] of [
      [configmaps, { kind: 'configmaps' }, { metadata }],
      [`${core}/secrets`, { kind: 'secrets' }, { metadata }],
      [
        `${core}/replicationcontrollers`,
        { kind: 'replicationcontrollers' },
        aReplicationController('d1'),
      ],
      [
        `${apps}/deployments`,
        { group: 'apps', kind: 'deployments' },
        aWorkload('d1'),
      ],
      [
        `${apps}/replicasets`,
        { group: 'apps', kind: 'replicasets' },
        aWorkload('d1'),
      ],
      [
        `${rbac}/roles`,
        { group: 'rbac.authorization.k8s.io', kind: 'roles' },
        { metadata, rules: [] },
      ],
    ] as const) {
      const { uid } = (await create(path, body)).metadata;
      const answer = await call('DELETE', `${path}/d1`, {
        body: { propagationPolicy: 'Background' },
      });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Success',
        details: { name: 'd1', ...details, uid },
      });
      expect((await call('GET', `${path}/d1`)).status).toBe(404);
    }
  });

  clause('D1/object', 'MUST answer some kinds themselves', async () => {
    const metadata = { name: 'd1' };
    for (const [path, kind, body] of [
      [`${core}/pods`, 'Pod', aWaitingPod('d1')],
      [`${core}/services`, 'Service', aService('d1')],
      [`${core}/serviceaccounts`, 'ServiceAccount', { metadata }],
      [
        `${core}/resourcequotas`,
        'ResourceQuota',
        { metadata, spec: { hard: { pods: '99' } } },
      ],
      [
        `${core}/podtemplates`,
        'PodTemplate',
        { metadata, template: aWorkload('d1').spec.template },
      ],
    ] as const) {
      const made = await create(path, body);
      const { status, body: last } = await call('DELETE', `${path}/d1`);
      expect(status).toBe(200);
      expect(last).toMatchObject({
        kind,
        apiVersion: 'v1',
        metadata: { name: 'd1', uid: made.metadata.uid },
      });
      expect(BigInt(last.metadata.resourceVersion)).toBeGreaterThan(
        BigInt(made.metadata.resourceVersion),
      );
      expect((await call('GET', `${path}/d1`)).status).toBe(404);
    }
  });

  clause('D1/pending', 'MUST wait for the finalizers', async () => {
    const path = `${configmaps}/held`;
    const made = await create(configmaps, {
      metadata: { name: 'held', finalizers: ['example.com/hold'] },
    });
    const first = await call('DELETE', path);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        uid: made.metadata.uid,
        deletionTimestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        deletionGracePeriodSeconds: 0,
        finalizers: ['example.com/hold'],
      },
    });
    const again = await call('DELETE', path);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect((await call('GET', path)).body).toEqual(first.body);
  });

  clause('D2/uid', 'MUST mind the uid', async () => {
    const made = await create(configmaps, { metadata: { name: 'd2' } });
    const refused = await call('DELETE', `${configmaps}/d2`, {
      body: { preconditions: { uid: 'zzz' } },
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual(
      conflict(
        'd2',
        `the UID in the precondition (zzz) does not match the UID in record (${made.metadata.uid}). The object might have been deleted and then recreated`,
      ),
    );
    const done = await call('DELETE', `${configmaps}/d2`, {
      body: { preconditions: { uid: made.metadata.uid } },
    });
    expect(done.status).toBe(200);
  });

  clause('D2/rv', 'MUST mind the version', async () => {
    const { metadata } = await create(configmaps, {
      metadata: { name: 'd2-rv' },
    });
    const refused = await call('DELETE', `${configmaps}/d2-rv`, {
      body: { preconditions: { resourceVersion: '1' } },
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual(
      conflict(
        'd2-rv',
        `the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
      ),
    );
    const { resourceVersion } = metadata;
    const done = await call('DELETE', `${configmaps}/d2-rv`, {
      body: { preconditions: { resourceVersion } },
    });
    expect(done.status).toBe(200);
  });

  clause('D3/body-wins', 'MUST take its options from the body', async () => {
    await create(configmaps, { metadata: { name: 'd3' } });
    const path = `${configmaps}/d3?propagationPolicy=Foo&dryRun=All`;
    const options = { kind: 'DeleteOptions', apiVersion: 'v1' };
    expect((await call('DELETE', path)).status).toBe(422);
    expect((await call('DELETE', path, { body: options })).status).toBe(200);
    expect((await call('GET', `${configmaps}/d3`)).status).toBe(404);
  });

  clause('D3/bad-policy', 'MUST know the policy', async () => {
    await create(configmaps, { metadata: { name: 'policy' } });
    const path = `${configmaps}/policy`;
    for (const answer of [
      await call('DELETE', `${path}?propagationPolicy=Foo`),
      await call('DELETE', path, { body: { propagationPolicy: 'Foo' } }),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body).toEqual(
        badPolicy(
          'FieldValueNotSupported',
          'Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
        ),
      );
    }
    expect((await call('GET', path)).status).toBe(200);
  });

  clause('D3/both', 'MUST get one policy', async () => {
    await create(configmaps, { metadata: { name: 'both' } });
    const { status, body } = await call('DELETE', `${configmaps}/both`, {
      body: { propagationPolicy: 'Orphan', orphanDependents: true },
    });
    expect(status).toBe(422);
    expect(body).toEqual(
      badPolicy(
        'FieldValueInvalid',
        'Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
      ),
    );
  });

  clause('D3/dry-run', 'MAY be tried', async () => {
    const { metadata } = await create(configmaps, {
      metadata: { name: 'tried' },
    });
    for (const answer of [
      await call('DELETE', `${configmaps}/tried?dryRun=All`),
      await call('DELETE', `${configmaps}/tried`, {
        body: { dryRun: ['All'] },
      }),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: 'Success',
        details: { name: 'tried', kind: 'configmaps', uid: metadata.uid },
      });
    }
    const still = await call('GET', `${configmaps}/tried`);
    expect(still.body.metadata).toEqual(metadata);
  });
});
