import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { failure } from './failure.js';
import { aWaitingPod } from './manifests.js';
import { aNamespace, call, closePlane } from './plane.js';

let core = '';
let pods = '';

beforeAll(async () => {
  core = `/api/v1/namespaces/${await aNamespace()}`;
  pods = `${core}/pods`;
});
afterAll(closePlane);

describe('a pod', () => {
  clause('K22/bind', 'MUST be bound to a node once', async () => {
    const node = 'nowhere';
    await call('POST', pods, { body: aWaitingPod('bound') });
    const body = {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: 'bound' },
      target: { apiVersion: 'v1', kind: 'Node', name: node },
    };
    const first = await call('POST', `${pods}/bound/binding`, { body });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      code: 201,
    });
    const pod = await call('GET', `${pods}/bound`);
    expect(pod.body.spec.nodeName).toBe(node);
    expect(pod.body.status.conditions).toEqual([
      expect.objectContaining({ type: 'PodScheduled', status: 'True' }),
    ]);

    const again = await call('POST', `${pods}/bound/binding`, { body });
    expect(again.status).toBe(409);
    expect(again.body).toEqual(
      failure({
        code: 409,
        reason: 'Conflict',
        message: `Operation cannot be fulfilled on pods/binding "bound": pod bound is already assigned to node "${node}"`,
        details: { name: 'bound', kind: 'pods/binding' },
      }),
    );
    const other = { ...body, metadata: { name: 'other' } };
    const missing = await call('POST', `${pods}/other/binding`, {
      body: other,
    });
    expect(missing.status).toBe(404);
    expect(missing.body.message).toBe('pods "other" not found');
  });

  clause(
    'K25/more',
    'MUST wait for a node that it has affinity for',
    async () => {
      const { metadata, spec } = aWaitingPod('picky');
      const term = { matchExpressions: [{ key: 'nope', operator: 'Exists' }] };
      const affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [term],
          },
        },
      };
      await call('POST', pods, {
        body: {
          metadata,
          spec: { ...spec, schedulerName: 'default-scheduler', affinity },
        },
      });
      await eventually(async () => {
        const { body } = await call('GET', `${pods}/picky`);
        expect(body.status.conditions).toEqual([
          expect.objectContaining({
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
          }),
        ]);
      });
    },
  );
});

describe('an event', () => {
  clause('K12/names', 'MUST be named after what it is about', async () => {
    const { spec } = aWaitingPod('huge');
    const [container] = spec.containers;
    const requests = { cpu: '100k' };
    await call('POST', pods, {
      body: {
        metadata: { name: 'huge' },
        spec: { containers: [{ ...container, resources: { requests } }] },
      },
    });
    await eventually(async () => {
      const { body } = await call(
        'GET',
        `${core}/events?fieldSelector=involvedObject.name%3Dhuge`,
      );
      expect(body.items[0]?.metadata.name).toMatch(/^huge\.[0-9a-f]+$/);
      expect(body.items[0]?.reason).toBe('FailedScheduling');
    });
  });
});
