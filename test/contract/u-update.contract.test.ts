import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { failure } from './failure.js';
import { invalidStatus, isInvalid } from './invalid.js';
import { aReplicationController, aService, aWaitingPod } from './manifests.js';
import {
  aNamespace,
  call,
  closePlane,
  PATCH,
  type Thing,
  watch,
} from './plane.js';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

let namespace: string;
let home: string;

beforeAll(async () => {
  namespace = await aNamespace();
  home = `/api/v1/namespaces/${namespace}`;
});
afterAll(closePlane);

async function make(plural: string, body: object): Promise<Thing> {
  const made = await call('POST', `${home}/${plural}`, { body });
  expect([made.status, made.body.message]).toEqual([201, undefined]);
  return made.body;
}

const aConfigMap = (name: string) => ({ metadata: { name }, data: { a: '1' } });
const put = (path: string, body: object) =>
  call('PUT', `${home}/${path}`, { body });
const patch = (path: string, body: object, type = PATCH.merge) =>
  call('PATCH', `${home}/${path}`, { body, type });

describe('an update', () => {
  clause('U1/stale', 'MUST be refused for an old resourceVersion', async () => {
    const stale = await make('pods', aWaitingPod('p1'));
    await patch('pods/p1', { metadata: { labels: { a: 'b' } } });
    const refusal = failure({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on pods "p1": the object has been modified; please apply your changes to the latest version and try again',
      details: { name: 'p1', kind: 'pods' },
    });
    const replaced = await put('pods/p1', stale);
    expect(replaced.body).toEqual(refusal);
    expect(replaced.status).toBe(409);
    const { resourceVersion } = stale.metadata;
    const patched = await patch('pods/p1', {
      metadata: { resourceVersion, labels: { a: 'c' } },
    });
    expect(patched.body).toEqual(refusal);
  });

  clause('U1/unconditional', 'MUST be accepted without one', async () => {
    await make('configmaps', aConfigMap('free'));
    const configMap = await put('configmaps/free', {
      ...aConfigMap('free'),
      data: { b: '2' },
    });
    expect(configMap.status).toBe(200);
    expect(configMap.body.data).toEqual({ b: '2' });
    await make('services', aService('free'));
    const service = await put('services/free', aService('free'));
    expect(service.status).toBe(200);
    await make('replicationcontrollers', aReplicationController('free'));
    const { status } = await put(
      'replicationcontrollers/free',
      aReplicationController('free'),
    );
    expect(status).toBe(200);
  });

  clause('U1/garbage', 'MUST fail for one that is no number', async () => {
    await make('configmaps', aConfigMap('garbage'));
    const { status, body } = await put('configmaps/garbage', {
      metadata: { name: 'garbage', resourceVersion: 'abc' },
    });
    expect(status).toBe(500);
    expect(body).toEqual(
      failure({
        code: 500,
        message: 'strconv.ParseUint: parsing "abc": invalid syntax',
      }),
    );
  });

  clause('U2/name', 'MUST be of the object that the path names', async () => {
    await make('configmaps', aConfigMap('named'));
    const badRequest = (message: string) =>
      failure({ code: 400, reason: 'BadRequest', message });
    const name =
      'the name of the object (other) does not match the name on the URL (named)';
    const replaced = await put('configmaps/named', aConfigMap('other'));
    expect(replaced.body).toEqual(badRequest(name));
    const patched = await patch('configmaps/named', {
      metadata: { name: 'other' },
    });
    expect(patched.body).toEqual(badRequest(name));
    const elsewhere = await put('configmaps/named', {
      metadata: { name: 'named', namespace: 'other' },
    });
    expect(elsewhere.body).toEqual(
      badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    );
  });

  clause('U2/uid-put', 'MUST be refused for another uid', async () => {
    const { metadata } = await make('configmaps', aConfigMap('uid-put'));
    const { status, body } = await put('configmaps/uid-put', {
      metadata: { name: 'uid-put', uid: 'other' },
    });
    expect(status).toBe(409);
    expect(body.reason).toBe('Conflict');
    expect(body.details).toEqual({ name: 'uid-put', kind: 'configmaps' });
    expect(body.message).toMatch(
      /^Operation cannot be fulfilled on configmaps "uid-put": StorageError: invalid object, Code: 4, .*Precondition failed: UID in precondition: other, UID in object meta: /,
    );
    expect(body.message).toContain(metadata.uid);
  });

  clause('U2/uid-patch', 'MUST not patch the uid', async () => {
    await make('configmaps', aConfigMap('uid-patch'));
    const { body } = await patch('configmaps/uid-patch', {
      metadata: { uid: 'x' },
    });
    expect(body).toEqual(
      invalidStatus(
        'ConfigMap',
        'uid-patch',
        isInvalid('metadata.uid', 'x', 'field is immutable'),
      ),
    );
  });

  clause('U3/put-missing', 'MUST be 404 for most kinds', async () => {
    for (const [plural, body] of [
      ['configmaps', aConfigMap('missing')],
      ['secrets', { metadata: { name: 'missing' } }],
      ['pods', aWaitingPod('missing')],
      ['replicationcontrollers', aReplicationController('missing')],
    ] as const) {
      const { status, body: answer } = await put(`${plural}/missing`, body);
      expect(status).toBe(404);
      expect(answer).toEqual(
        failure({
          code: 404,
          reason: 'NotFound',
          message: `${plural} "missing" not found`,
          details: { name: 'missing', kind: plural },
        }),
      );
    }
    const patched = await patch('configmaps/missing', { data: {} });
    expect(patched.status).toBe(404);
  });

  clause('U3/create-on-update', 'MUST make some kinds', async () => {
    const service = await put('services/made', aService('made'));
    expect(service.status).toBe(201);
    expect(service.body.metadata.uid).toBeTruthy();
    const endpoints = await put('endpoints/alone', {
      metadata: { name: 'alone' },
    });
    expect(endpoints.status).toBe(201);
    const limits = await put('limitranges/made', {
      metadata: { name: 'made' },
      spec: { limits: [] },
    });
    expect(limits.status).toBe(201);
    const role = await call(
      'PUT',
      `${RBAC}/namespaces/${namespace}/roles/made`,
      { body: { metadata: { name: 'made' }, rules: [] } },
    );
    expect(role.status).toBe(201);
  });

  clause('U4/no-op', 'MUST write nothing when nothing changes', async () => {
    const made = await make('configmaps', aConfigMap('same'));
    const { resourceVersion } = made.metadata;
    const watching = await watch(
      `${home}/configmaps?resourceVersion=${resourceVersion}&fieldSelector=metadata.name%3Dsame`,
    );
    for (const answer of [
      await put('configmaps/same', made),
      await put('configmaps/same', aConfigMap('same')),
      await patch('configmaps/same', { data: { a: '1' } }),
      await patch('configmaps/same', {}, PATCH.strategic),
    ]) {
      expect(answer.status).toBe(200);
      expect(answer.body.metadata.resourceVersion).toBe(resourceVersion);
    }
    await patch('configmaps/same', { data: { a: '2' } });
    await watching.until(1);
    expect(watching.events.map(({ object }) => object.data)).toEqual([
      { a: '2' },
    ]);
    await watching.close();
  });

  clause('U5/generation', 'MUST count changes of the spec alone', async () => {
    await make('replicationcontrollers', aReplicationController('counted'));
    const path = 'replicationcontrollers/counted';
    const label = { metadata: { labels: { a: 'b' } } };
    expect((await patch(path, label)).body.metadata.generation).toBe(1);
    const spec = { spec: { minReadySeconds: 1 } };
    expect((await patch(path, spec)).body.metadata.generation).toBe(2);
    expect((await patch(path, spec)).body.metadata.generation).toBe(2);
    const status = { status: { conditions: [{ type: 'A', status: 'True' }] } };
    const written = await patch(`${path}/status`, status);
    expect(written.body.metadata.generation).toBe(2);
  });

  clause('U5/status', 'MUST not change the spec through /status', async () => {
    await make('pods', aWaitingPod('halves'));
    const { status, body } = await patch('pods/halves/status', {
      spec: { activeDeadlineSeconds: 5 },
      status: { message: 'hello' },
    });
    expect(status).toBe(200);
    expect(body.status.message).toBe('hello');
    expect(body.spec).not.toHaveProperty('activeDeadlineSeconds');
  });

  clause('U5/main', 'MUST not change the status otherwise', async () => {
    const made = await make('pods', aWaitingPod('whole'));
    const { status, body } = await put('pods/whole', {
      ...made,
      metadata: { name: 'whole', labels: { a: 'b' } },
      spec: { ...made.spec, activeDeadlineSeconds: 5 },
      status: { phase: 'Failed', message: 'hello' },
    });
    expect(status).toBe(200);
    expect(body.metadata.labels).toEqual({ a: 'b' });
    expect(body.spec.activeDeadlineSeconds).toBe(5);
    expect(body.status.phase).toBe('Pending');
    expect(body.status).not.toHaveProperty('message');
  });
});
