import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { clause } from './clause.js';
import { aReplicationController, aService, aWaitingPod } from './manifests.js';
import { aNamespace, call, closePlane, PATCH } from './plane.js';

let namespace = '';
let core = '';

beforeAll(async () => {
  namespace = await aNamespace();
  core = `/api/v1/namespaces/${namespace}`;
});
afterAll(closePlane);

async function select(path: string, selector: string): Promise<string> {
  const field = encodeURIComponent(selector);
  const { status, body } = await call('GET', `${path}?fieldSelector=${field}`);
  expect([selector, status]).toEqual([selector, 200]);
  return body.items.map(({ metadata }) => metadata.name).join(' ');
}

async function expectSelections(
  path: string,
  selections: readonly (readonly [selector: string, names: string])[],
): Promise<void> {
  for (const [selector, names] of selections)
    expect([selector, await select(path, selector)]).toEqual([selector, names]);
}

async function patchStatus(path: string, status: object): Promise<void> {
  const answer = await call('PATCH', `${path}/status`, {
    type: PATCH.merge,
    body: { status },
  });
  expect(answer.status).toBe(200);
}

describe('a field selector', () => {
  clause('L6/pods', 'MUST know where a pod is and how', async () => {
    const pods = `${core}/pods`;
    const waiting = aWaitingPod('waiting');
    const placed = aWaitingPod('placed');
    await call('POST', `${core}/serviceaccounts`, {
      body: { metadata: { name: 'robot' } },
    });
    await call('POST', pods, {
      body: { ...waiting, spec: { ...waiting.spec, restartPolicy: 'Never' } },
    });
    await call('POST', pods, {
      body: {
        ...placed,
        spec: {
          ...placed.spec,
          schedulerName: 'somebody',
          nodeName: 'elsewhere',
          serviceAccountName: 'robot',
          hostNetwork: true,
        },
      },
    });
    await patchStatus(`${pods}/waiting`, { nominatedNodeName: 'better' });
    await patchStatus(`${pods}/placed`, {
      phase: 'Running',
      podIP: '10.9.8.7',
      podIPs: [{ ip: '10.9.8.7' }],
    });
    await expectSelections(pods, [
      ['spec.nodeName=elsewhere', 'placed'],
      ['spec.nodeName=', 'waiting'],
      ['spec.nodeName!=', 'placed'],
      ['spec.restartPolicy=Never', 'waiting'],
      ['spec.schedulerName=nobody', 'waiting'],
      ['spec.serviceAccountName=robot', 'placed'],
      ['spec.serviceAccountName=default', 'waiting'],
      ['spec.hostNetwork=true', 'placed'],
      ['spec.hostNetwork=false', 'waiting'],
      ['status.phase=Pending', 'waiting'],
      ['status.phase!=Pending', 'placed'],
      ['status.podIP=10.9.8.7', 'placed'],
      // Known by name, and empty.
      ['status.podIPs=10.9.8.7', ''],
      ['status.podIPs=', 'placed waiting'],
      ['status.nominatedNodeName=better', 'waiting'],
    ]);
  });

  clause('L6/events', 'MUST know what an event is about', async () => {
    const { status } = await call('POST', `${core}/events`, {
      body: {
        metadata: { name: 'told' },
        involvedObject: {
          kind: 'Pod',
          namespace,
          name: 'p',
          uid: 'u-1',
          apiVersion: 'v1',
          resourceVersion: '7',
          fieldPath: 'spec.containers{main}',
        },
        reason: 'Tested',
        source: { component: 'tester' },
        type: 'Warning',
      },
    });
    expect(status).toBe(201);
    await call('POST', `${core}/events`, {
      body: {
        metadata: { name: 'other' },
        involvedObject: { namespace },
        reason: 'Other',
        reportingComponent: 'example.com/other',
        reportingInstance: 'one',
        type: 'Normal',
      },
    });
    await expectSelections(
      `${core}/events`,
      [
        'involvedObject.kind=Pod',
        'involvedObject.name=p',
        'involvedObject.uid=u-1',
        'involvedObject.apiVersion=v1',
        'involvedObject.resourceVersion=7',
        'involvedObject.fieldPath=spec.containers{main}',
        'reason=Tested',
        'source=tester',
        'type=Warning',
      ].map((selector) => [selector, 'told'] as const),
    );
    await expectSelections(`${core}/events`, [
      [`involvedObject.namespace=${namespace}`, 'other told'],
      ['reportingComponent=example.com/other', 'other'],
    ]);
    await expectSelections(
      `/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
      [
        ['regarding.kind=Pod', 'told'],
        ['regarding.name=p', 'told'],
        ['reportingController=example.com/other', 'other'],
      ],
    );
  });

  clause('L6/others', 'MUST know what some kinds have', async () => {
    const twin = `${namespace}-twin`;
    await call('POST', '/api/v1/namespaces', {
      body: { metadata: { name: twin } },
    });
    await expectSelections('/api/v1/namespaces', [
      [`status.phase=Active,metadata.name=${twin}`, twin],
      [`status.phase=Terminating,metadata.name=${twin}`, ''],
    ]);
    await call('DELETE', `/api/v1/namespaces/${twin}`);

    await call('POST', `${core}/replicationcontrollers`, {
      body: aReplicationController('rc'),
    });
    await expectSelections(`${core}/replicationcontrollers`, [
      ['status.replicas=0', 'rc'],
      ['status.replicas=1', ''],
    ]);

    await call('POST', `${core}/secrets`, {
      body: { metadata: { name: 'plain' } },
    });
    await call('POST', `${core}/secrets`, {
      body: { metadata: { name: 'own' }, type: 'example.com/own' },
    });
    await expectSelections(`${core}/secrets`, [
      ['type=example.com/own', 'own'],
      ['type=Opaque', 'plain'],
    ]);

    const headless = aService('headless');
    await call('POST', `${core}/services`, {
      body: { ...headless, spec: { ...headless.spec, clusterIP: 'None' } },
    });
    await call('POST', `${core}/services`, {
      body: {
        metadata: { name: 'outside' },
        spec: { type: 'ExternalName', externalName: 'example.com' },
      },
    });
    await expectSelections(`${core}/services`, [
      ['spec.clusterIP=None', 'headless'],
      ['spec.type=ExternalName', 'outside'],
      ['spec.type=ClusterIP', 'headless'],
    ]);
    for (const isClosed of [false, true]) {
      const path = `/api/v1/nodes?fieldSelector=spec.unschedulable%3D${isClosed}`;
      const { status, body } = await call('GET', path);
      expect(status).toBe(200);
      expect(body.items.length).toBeGreaterThanOrEqual(isClosed ? 0 : 1);
      for (const { spec } of body.items)
        expect(spec.unschedulable ?? false).toBe(isClosed);
    }
  });
});
