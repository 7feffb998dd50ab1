import { afterAll, beforeAll, describe, expect } from '@jest/globals';

import { uniqueName } from '../support/control-plane.js';
import { clause } from './clause.js';
import { aNamespace, call, closePlane, PATCH, type Thing } from './plane.js';
import {
  aPod,
  conditionOf,
  create,
  IMAGE,
  pathsOf,
  until,
  untilGone,
} from './workloads.js';

let paths: ReturnType<typeof pathsOf>;
const node = uniqueName('contract-node');

const pathOf = (name: string) => `${paths.pods}/${name}`;
const aWanting = (name: string, requests: object, spec: object = {}) =>
  create(
    paths.pods,
    aPod(
      {},
      {
        containers: [{ name: 'c', image: IMAGE, resources: { requests } }],
        ...spec,
      },
      { name },
    ),
  );
const untilPlaced = (name: string) =>
  until(pathOf(name), ({ spec, status }) => {
    if (!spec.nodeName) throw new Error(`no node: ${JSON.stringify(status)}`);
  });
const untilWaiting = (name: string, message: string) =>
  until(pathOf(name), (pod) =>
    expect(conditionOf(pod, 'PodScheduled')).toEqual({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
    }),
  );
const remove = async (name: string) => {
  await call('DELETE', pathOf(name), { body: { gracePeriodSeconds: 0 } });
  await untilGone(pathOf(name));
};

beforeAll(async () => {
  paths = pathsOf(await aNamespace());
});

afterAll(closePlane);

describe('a pod that no node has room for', () => {
  clause('K25/unschedulable', 'MUST say why it waits', async () => {
    const message =
      '0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
    await aWanting('huge', { cpu: '1M', memory: '1Pi' });
    const { metadata, status } = await untilWaiting('huge', message);
    expect(status.phase).toBe('Pending');
    const { items } = await until(
      `${paths.events}?fieldSelector=involvedObject.name=huge`,
      (list) => expect(list.items).not.toEqual([]),
    );
    expect(items[0]).toMatchObject({
      type: 'Warning',
      reason: 'FailedScheduling',
      message,
      action: 'Scheduling',
      source: {},
      reportingComponent: 'default-scheduler',
      involvedObject: { kind: 'Pod', name: 'huge', uid: metadata.uid },
    });

    const nodeSelector = { 'example.com/none': 'such' };
    await aWanting('picky', {}, { nodeSelector });
    await untilWaiting(
      'picky',
      "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.",
    );
  });
});

describe('a pod', () => {
  const taint = { key: 'example.com/contract', effect: 'NoSchedule' };
  const mine = {
    nodeSelector: { 'example.com/node': node },
    tolerations: [{ key: taint.key, operator: 'Exists' }],
  };
  const setUnschedulable = (unschedulable: boolean) =>
    call('PATCH', `/api/v1/nodes/${node}`, {
      body: { spec: { unschedulable } },
      type: PATCH.strategic,
    });

  beforeAll(async () => {
    await create('/api/v1/nodes', {
      metadata: { name: node, labels: { 'example.com/node': node } },
      spec: { taints: [taint] },
    });
    const amounts = {
      cpu: '2',
      memory: '1Gi',
      'ephemeral-storage': '1Gi',
      pods: '3',
    };
    const status = {
      capacity: amounts,
      allocatable: amounts,
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    };
    await call('PATCH', `/api/v1/nodes/${node}/status`, {
      body: { status },
      type: PATCH.strategic,
    });
    await until<Thing>(`/api/v1/nodes/${node}`, ({ spec }) =>
      expect(spec.taints).toEqual([taint]),
    );
  });

  afterAll(async () => {
    await call('DELETE', paths.pods, { body: { gracePeriodSeconds: 0 } });
    await call('DELETE', `/api/v1/nodes/${node}`);
  });

  const waitsFor = (reason: string) =>
    new RegExp(`^0/\\d+ nodes are available: .*\\b1 ${reason}`);
  const untilRefused = (name: string, reason: string) =>
    until(pathOf(name), (pod) =>
      expect(conditionOf(pod, 'PodScheduled')?.message).toMatch(
        waitsFor(reason),
      ),
    );

  clause('K25/fit', 'MUST get a node with room for it', async () => {
    await aWanting('first', { cpu: '1500m', memory: '512Mi' }, mine);
    expect((await untilPlaced('first')).spec.nodeName).toBe(node);
    await aWanting('cpu', { cpu: '501m' }, mine);
    await untilRefused('cpu', 'Insufficient cpu');
    // Room that is too small is looked at in vain, and waited for all the same.
    await aWanting('brief', {}, mine);
    await untilPlaced('brief');
    await remove('brief');
    await aWanting('memory', { memory: '513Mi' }, mine);
    await untilRefused('memory', 'Insufficient memory');
    await aWanting('disk', { 'ephemeral-storage': '1025Mi' }, mine);
    await untilRefused('disk', 'Insufficient ephemeral-storage');

    // Room that is free again is given to whoever waits.
    await remove('memory');
    await remove('first');
    expect((await untilPlaced('cpu')).spec.nodeName).toBe(node);

    await aWanting('second', {}, mine);
    await aWanting('third', {}, mine);
    await untilPlaced('second');
    await untilPlaced('third');
    await aWanting('fourth', {}, mine);
    await untilRefused('fourth', 'Too many pods');
    await remove('second');
    await untilPlaced('fourth');

    await remove('third');
    await setUnschedulable(true);
    await aWanting('fifth', {}, mine);
    await untilRefused('fifth', 'node\\(s\\) were unschedulable');
    await setUnschedulable(false);
    expect((await untilPlaced('fifth')).spec.nodeName).toBe(node);

    // Whoever does not tolerate the taint goes elsewhere.
    await aWanting('intolerant', { cpu: '100m' });
    expect((await untilPlaced('intolerant')).spec.nodeName).not.toBe(node);
  });
});
