import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import {
  aReplicationController,
  aService,
  aWaitingPod,
  aWorkload,
} from './manifests.js';
import { aNamespace, call, closePlane } from './plane.js';

const UUID =
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let namespace = '';
let core = '';
let configmaps = '';

beforeAll(async () => {
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
  configmaps = `${core}/configmaps`;
});
afterAll(closePlane);

const inGroup = (path: string) => `/apis/${path.replace('/', '/v1/')}`;

/** POST, and what came back. */
async function create(path: string, body: object) {
  const answer = await call('POST', path, { body });
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.body;
}

describe('a new object', () => {
  clause('C1/created', 'MUST get its uid, version and time', async () => {
    const before = Date.now();
    const first = await create(configmaps, { metadata: { name: 'first' } });
    const second = await create(`${core}/secrets`, {
      metadata: { name: 'second' },
    });
    expect(first).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name: 'first', namespace },
    });
    const { uid, resourceVersion, creationTimestamp } = first.metadata;
    expect(uid).toMatch(UUID);
    expect(resourceVersion).toMatch(/^[1-9]\d*$/);
    expect(creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const age = Date.parse(creationTimestamp) - before;
    expect(Math.abs(age)).toBeLessThan(10_000);
    expect(second.metadata.uid).not.toBe(uid);
    expect(BigInt(second.metadata.resourceVersion)).toBeGreaterThan(
      BigInt(resourceVersion),
    );
  });

  clause('C1/generation', 'MUST count specs where they count', async () => {
    const apps = inGroup(`apps/namespaces/${namespace}`);
    const networking = inGroup(`networking.k8s.io/namespaces/${namespace}`);
    const discovery = inGroup(`discovery.k8s.io/namespaces/${namespace}`);
    const rbac = inGroup(`rbac.authorization.k8s.io/namespaces/${namespace}`);
    const metadata = { name: 'counted' };
    const counted: [string, object][] = [
      [`${core}/pods`, aWaitingPod('counted')],
      [`${core}/replicationcontrollers`, aReplicationController('counted')],
      [`${apps}/deployments`, aWorkload('counted')],
      [`${apps}/replicasets`, aWorkload('counted')],
      [
        `${networking}/networkpolicies`,
        { metadata, spec: { podSelector: {} } },
      ],
      [
        `${discovery}/endpointslices`,
        { metadata, addressType: 'IPv4', endpoints: [] },
      ],
    ];
    for (const [path, body] of counted)
      expect([path, (await create(path, body)).metadata.generation]).toEqual([
        path,
        1,
      ]);
    const claim = {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    };
    const uncounted: [string, object][] = [
      [`${core}/services`, aService('counted')],
      [configmaps, { metadata }],
      [`${core}/secrets`, { metadata }],
      [`${core}/serviceaccounts`, { metadata }],
      [`${core}/resourcequotas`, { metadata, spec: { hard: { pods: '99' } } }],
      [`${core}/persistentvolumeclaims`, { metadata, spec: claim }],
      [`${rbac}/roles`, { metadata, rules: [] }],
    ];
    for (const [path, body] of uncounted)
      expect((await create(path, body)).metadata).not.toHaveProperty(
        'generation',
      );
    const { body } = await call('GET', `/api/v1/namespaces/${namespace}`);
    expect(body.metadata).not.toHaveProperty('generation');
  });

  clause('C2/duplicate', 'MUST NOT take a name that is taken', async () => {
    const apps = inGroup(`apps/namespaces/${namespace}`);
    for (const [path, resource, body] of [
      [configmaps, { kind: 'configmaps' }, { metadata: { name: 'taken' } }],
      [
        `${apps}/deployments`,
        { group: 'apps', kind: 'deployments' },
        aWorkload('taken'),
      ],
    ] as const) {
      await create(path, body);
      const { status, body: refusal } = await call('POST', path, { body });
      const text = 'group' in resource ? 'deployments.apps' : 'configmaps';
      expect(status).toBe(409);
      expect(refusal).toEqual(
        failure({
          code: 409,
          reason: 'AlreadyExists',
          message: `${text} "taken" already exists`,
          details: { name: 'taken', ...resource },
        }),
      );
    }
  });

  clause('C2/terminating', 'MUST wait for the one that goes', async () => {
    const body = {
      metadata: { name: 'going', finalizers: ['example.com/hold'] },
    };
    await create(configmaps, body);
    await call('DELETE', `${configmaps}/going`);
    const answer = await call('POST', configmaps, { body });
    expect(answer.status).toBe(409);
    expect(answer.body).toEqual(
      failure({
        code: 409,
        reason: 'AlreadyExists',
        message: 'object is being deleted: configmaps "going" already exists',
        details: { name: 'going', kind: 'configmaps' },
      }),
    );
  });

  clause('C4/ns-mismatch', 'MUST name the namespace of the URL', async () => {
    const { status, body } = await call('POST', configmaps, {
      body: { metadata: { name: 'x', namespace: 'other' } },
    });
    expect(status).toBe(400);
    expect(body).toEqual(
      failure({
        code: 400,
        reason: 'BadRequest',
        message:
          'the namespace of the provided object does not match the namespace sent on the request',
      }),
    );
  });

  clause('C5/rv-on-create', 'MUST NOT bring a version', async () => {
    const { status, body } = await call('POST', configmaps, {
      body: { metadata: { name: 'x', resourceVersion: '5' } },
    });
    expect(status).toBe(500);
    expect(body).toEqual(
      failure({
        code: 500,
        message: 'resourceVersion should not be set on objects to be created',
      }),
    );
  });

  clause('C7/generate-name', 'MAY leave the end of its name', async () => {
    const short = await create(configmaps, {
      metadata: { generateName: 'a-' },
    });
    expect(short.metadata.name).toMatch(/^a-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(short.metadata.generateName).toBe('a-');
    const base = 'x'.repeat(70);
    const long = await create(configmaps, { metadata: { generateName: base } });
    expect(long.metadata.name).toMatch(
      /^x{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/,
    );
    expect(long.metadata.generateName).toBe(base);
  });
});
