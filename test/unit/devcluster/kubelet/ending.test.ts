import {
  afterEach,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';

import type { PodObject } from '../../../../devcluster/kubelet/pod-object.js';
import { aPod, KubeletOnPaper, pass, start } from './kubelet-on-paper.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function deleted(pod: PodObject, graceSeconds: number): PodObject {
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      deletionTimestamp: '2026-01-01T00:00:00Z',
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
}

describe('deleting a pod', () => {
  test('an ordinary one is confirmed at once, without another status', async () => {
    const pod = aPod();
    const kubelet = await start(pod);
    const told = kubelet.calls.length;
    await start(deleted(pod, 30), kubelet);
    expect(kubelet.calls.slice(told)).toEqual([
      {
        method: 'DELETE',
        path: '/api/v1/namespaces/shop/pods/web',
        body: {
          gracePeriodSeconds: 0,
          preconditions: { uid: pod.metadata.uid },
        },
      },
    ]);
    expect(kubelet.messages('Killing')).toEqual(['Stopping container c']);
  });

  test('a finalizer gets to see the last status', async () => {
    const pod = aPod();
    pod.metadata.finalizers = ['example.com/hold'];
    const kubelet = await start(pod);
    await start(deleted(pod, 30), kubelet);
    expect(kubelet.status.phase).toBe('Succeeded');
    expect(kubelet.isDeleted).toBe(true);
  });

  test('what ignores SIGTERM stays for its whole grace period', async () => {
    const pod = aPod({ image: 'moorage.dev/ignores-sigterm' });
    const kubelet = await start(pod);
    await start(deleted(pod, 30), kubelet);
    await pass(29_999);
    expect(kubelet.isDeleted).toBe(false);
    await pass(1);
    expect(kubelet.isDeleted).toBe(true);
    expect(kubelet.container.state.terminated).toMatchObject({ exitCode: 137 });
    expect(kubelet.status.phase).toBe('Failed');
  });

  test('a second deletion with less grace hurries it', async () => {
    const pod = aPod({ image: 'moorage.dev/ignores-sigterm' });
    const kubelet = await start(pod);
    await start(deleted(pod, 30), kubelet);
    await pass(2000);
    await start(deleted(pod, 5), kubelet);
    await pass(3000);
    expect(kubelet.isDeleted).toBe(true);
  });

  test('what stops slowly, and what sleeps before', async () => {
    const pod = aPod({ image: 'moorage.dev/slow-stop:3' });
    const kubelet = await start(pod);
    await start(deleted(pod, 30), kubelet);
    await pass(2999);
    expect(kubelet.isDeleted).toBe(false);
    await pass(1);
    expect(kubelet.isDeleted).toBe(true);
    const lifecycle = { preStop: { sleep: { seconds: 4 } } };
    const sleepy = aPod({ lifecycle });
    const other = await start(sleepy);
    await start(deleted(sleepy, 30), other);
    await pass(3999);
    expect(other.isDeleted).toBe(false);
    await pass(1);
    expect(other.isDeleted).toBe(true);
  });

  test('a pod that never started goes at once', async () => {
    const pod = aPod({ image: 'moorage.dev/no-such-image' });
    const kubelet = await start(pod);
    await start(deleted(pod, 30), kubelet);
    expect(kubelet.isDeleted).toBe(true);
    kubelet.room.onDelete(pod);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('who follows a log reaches its end', async () => {
    const pod = aPod({ image: 'moorage.dev/logs:10' });
    const kubelet = await start(pod);
    const log = kubelet.room.find('shop', 'web')?.containers[0]?.history.log;
    const lines: (string | undefined)[] = [];
    log?.follow((line) => lines.push(line?.text));
    await pass(250);
    kubelet.room.onDelete(pod);
    expect(lines).toEqual(['c: line 1', 'c: line 2', undefined]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('pods that end early', () => {
  test('activeDeadlineSeconds', async () => {
    const kubelet = await start(aPod({}, { activeDeadlineSeconds: 5 }));
    await pass(4999);
    expect(kubelet.status.phase).toBe('Running');
    await pass(1);
    expect(kubelet.status).toMatchObject({
      phase: 'Failed',
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    });
    expect(kubelet.condition('Ready')).toMatchObject({ reason: 'PodFailed' });
  });

  test('evicted, with the container that was too large', async () => {
    const kubelet = await start(
      aPod({
        image: 'moorage.dev/evicted:2',
        resources: { requests: { memory: '64Mi' } },
      }),
    );
    await pass(2000);
    const message =
      'The node was low on resource: memory. Threshold quantity: 100Mi, available: 20948Ki. Container c was using 25378008Ki, request is 64Mi, has larger consumption of memory. ';
    expect(kubelet.status).toMatchObject({
      phase: 'Failed',
      reason: 'Evicted',
      message,
    });
    expect(kubelet.condition('DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'TerminationByKubelet',
    });
    expect(kubelet.container.state.terminated?.exitCode).toBe(137);
    expect(kubelet.messages('Evicted')).toEqual([message]);
  });

  test('a node under pressure takes nothing in that requests nothing', async () => {
    const kubelet = new KubeletOnPaper();
    kubelet.pressure.set('n1', {
      'devcluster.moorage.dev/pressure': 'MemoryPressure',
    });
    await start(aPod(), kubelet);
    expect(kubelet.status).toMatchObject({
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Pod was rejected: The node had condition: [MemoryPressure]. ',
    });
    const modest = aPod();
    modest.metadata = { ...modest.metadata, name: 'modest', uid: 'u2' };
    modest.status = { phase: 'Pending', qosClass: 'Burstable' };
    await start(modest, kubelet);
    expect(kubelet.status.phase).toBe('Running');
  });
});

describe('changes of a pod', () => {
  test('another image restarts its container', async () => {
    const pod = aPod();
    const kubelet = await start(pod);
    const [container] = pod.spec.containers;
    const image = 'registry.example/app:2';
    const changed = {
      ...pod,
      spec: { ...pod.spec, containers: [{ ...container!, image }] },
    };
    await start(changed, kubelet);
    expect(kubelet.container).toMatchObject({
      image,
      restartCount: 1,
      state: { running: expect.anything() },
    });
    expect(kubelet.messages('Killing')).toEqual([
      'Container c definition changed, will be restarted',
    ]);
  });

  test('readiness gates are asked', async () => {
    const gate = 'example.com/lb';
    const pod = aPod({}, { readinessGates: [{ conditionType: gate }] });
    const kubelet = await start(pod);
    expect(kubelet.condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: `corresponding condition of pod readiness gate "${gate}" does not exist.`,
    });
    const lastTransitionTime = '2026-01-01T00:00:00Z';
    await start(
      {
        ...pod,
        status: {
          conditions: [{ type: gate, status: 'True', lastTransitionTime }],
        },
      },
      kubelet,
    );
    expect(kubelet.condition('Ready')).toMatchObject({
      status: 'True',
      reason: null,
    });
  });
});
