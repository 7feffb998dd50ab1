import { afterAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { eventually } from '../support/eventually.js';
import { clause } from './clause.js';
import { call, closePlane, PATCH } from './plane.js';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

const name = uniqueName('node');
const node = `/api/v1/nodes/${name}`;

afterAll(async () => {
  await call('DELETE', node);
  await closePlane();
});

describe('a new node', () => {
  clause('K19/node', 'MUST be tainted until it is ready', async () => {
    const { body } = await call('POST', '/api/v1/nodes', {
      // Closed, so that no other scenario's pods come here.
      body: { metadata: { name }, spec: { unschedulable: true } },
    });
    expect(body.spec.taints).toContainEqual(NOT_READY);
    const now = new Date().toISOString();
    await call('PATCH', `${node}/status`, {
      type: PATCH.strategic,
      body: {
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'KubeletReady',
              lastHeartbeatTime: now,
              lastTransitionTime: now,
            },
          ],
        },
      },
    });
    await eventually(async () => {
      const ready = await call('GET', node);
      expect(ready.body.spec.taints ?? []).not.toContainEqual(
        expect.objectContaining(NOT_READY),
      );
    });
  });
});
