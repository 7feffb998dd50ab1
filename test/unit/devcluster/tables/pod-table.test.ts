import { describe, expect, test } from '@jest/globals';

import type {
  ContainerStatus,
  Pod,
} from '../../../../devcluster/tables/pod-shape.js';
import { POD_COLUMNS } from '../../../../devcluster/tables/pod-table.js';
import { cellsOf } from './cells.js';

const running = { running: {} };
const waiting = (reason?: string) => ({ waiting: { reason } });
const ended = (exitCode: number, more: object = {}) => ({
  terminated: { exitCode, ...more },
});
const completed = ended(0, { reason: 'Completed' });
const is = (
  name: string,
  state: ContainerStatus['state'],
  more: Partial<ContainerStatus> = {},
): ContainerStatus => ({ name, state, ...more });
const ready = { ready: true };
const endedAt = (finishedAt: string) => ({
  lastState: { terminated: { finishedAt } },
});
const isTrue = (type: string) => ({ type, status: 'True' });

const aPod = (status: Pod['status'], spec: Pod['spec'] = {}): Pod => ({
  metadata: { name: 'p', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { containers: [{}], ...spec },
  status,
});
const init = { initContainers: [{ name: 'x' }, { name: 'y' }] };
const sidecar = {
  initContainers: [{ name: 'x', restartPolicy: 'Always' }, { name: 'y' }],
};

const statusOf = (pod: Pod) => cellsOf(POD_COLUMNS, pod).Status;

describe('the status of a pod', () => {
  test.each<[string, Pod['status']]>([
    ['Pending', { phase: 'Pending' }],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
    [
      'SchedulingGated',
      {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
        ],
      },
    ],
    [
      'CrashLoopBackOff',
      {
        phase: 'Running',
        containerStatuses: [is('a', waiting('CrashLoopBackOff'))],
      },
    ],
    ['Pending', { phase: 'Pending', containerStatuses: [is('a', waiting())] }],
    ['Error', { containerStatuses: [is('a', ended(1, { reason: 'Error' }))] }],
    ['Signal:9', { containerStatuses: [is('a', ended(137, { signal: 9 }))] }],
    ['ExitCode:0', { containerStatuses: [is('a', ended(0))] }],
    [
      'ImagePullBackOff',
      {
        phase: 'Running',
        containerStatuses: [
          is('a', running, ready),
          is('b', waiting('ImagePullBackOff')),
        ],
      },
    ],
    ['Completed', { containerStatuses: [is('a', completed)] }],
    [
      'Running',
      {
        conditions: [isTrue('Ready')],
        containerStatuses: [is('a', completed), is('b', running, ready)],
      },
    ],
    [
      'NotReady',
      { containerStatuses: [is('a', completed), is('b', running, ready)] },
    ],
    [
      'ExitCode:2',
      {
        containerStatuses: [
          is('a', completed),
          is('b', ended(2)),
          is('c', running, ready),
        ],
      },
    ],
  ])('is %s', (text, status) => {
    expect(statusOf(aPod(status))).toBe(text);
  });

  test.each<[string, ContainerStatus[]]>([
    ['Init:0/2', [is('x', running), is('y', waiting())]],
    ['Init:1/2', [is('x', completed), is('y', waiting('PodInitializing'))]],
    ['Init:ErrImagePull', [is('x', waiting('ErrImagePull'))]],
    ['Init:Error', [is('x', ended(1, { reason: 'Error' }))]],
    ['Init:Signal:15', [is('x', ended(1, { signal: 15 }))]],
    ['Init:ExitCode:7', [is('x', ended(7))]],
    ['Pending', [is('x', completed), is('y', completed)]],
  ])('is %s before its containers start', (text, initContainerStatuses) => {
    const status = { phase: 'Pending', initContainerStatuses };
    expect(statusOf(aPod(status, init))).toBe(text);
  });

  test('is that it goes, unless it has ended or its node is lost', () => {
    const going = (status: Pod['status']): Pod => ({
      ...aPod(status),
      metadata: { deletionTimestamp: '2026-01-01T00:59:00Z' },
    });
    expect(statusOf(going({ phase: 'Running' }))).toBe('Terminating');
    expect(statusOf(going({ phase: 'Succeeded' }))).toBe('Succeeded');
    expect(statusOf(going({ phase: 'Running', reason: 'NodeLost' }))).toBe(
      'Unknown',
    );
  });
});

describe('the numbers of a pod', () => {
  const numbersOf = (pod: Pod) => {
    const { Ready, Restarts } = cellsOf(POD_COLUMNS, pod);
    return [Ready, Restarts];
  };

  test('count its containers', () => {
    const containerStatuses = [
      is('a', running, {
        ...ready,
        restartCount: 2,
        ...endedAt('2026-01-01T00:30:00Z'),
      }),
      is('b', running, { restartCount: 1, ...endedAt('2026-01-01T00:50:00Z') }),
    ];
    const spec = { containers: [{}, {}] };
    expect(numbersOf(aPod({ containerStatuses }, spec))).toEqual([
      '1/2',
      '3 (10m ago)',
    ]);
  });

  test('count its init containers as long as they run', () => {
    const initContainerStatuses = [
      is('x', completed, { restartCount: 2, ready: true }),
      is('y', waiting('CrashLoopBackOff'), { restartCount: 3 }),
    ];
    const containerStatuses = [is('a', waiting(), { restartCount: 9 })];
    const status = { initContainerStatuses, containerStatuses };
    expect(numbersOf(aPod(status, init))).toEqual(['0/1', '5']);
    const conditions = [isTrue('Initialized')];
    expect(numbersOf(aPod({ ...status, conditions }, init))).toEqual([
      '0/1',
      '9',
    ]);
  });

  test('count its sidecars with the containers', () => {
    const initContainerStatuses = [
      is('x', running, { ...ready, started: true, restartCount: 2 }),
      is('y', completed, { restartCount: 7 }),
    ];
    const containerStatuses = [is('a', running, { ...ready, restartCount: 1 })];
    const status = { initContainerStatuses, containerStatuses };
    expect(numbersOf(aPod(status, sidecar))).toEqual(['2/2', '3']);
    const [started, other] = initContainerStatuses;
    const late = { ...started, name: 'x', started: false };
    const before = { initContainerStatuses: [late, other ?? late] };
    expect(numbersOf(aPod(before, sidecar))).toEqual(['0/2', '2']);
  });
});

test('wide output shows where the pod is', () => {
  const none = '<none>';
  expect(cellsOf(POD_COLUMNS, aPod({}))).toMatchObject({
    Name: 'p',
    Age: '60m',
    IP: none,
    Node: none,
    'Nominated Node': none,
    'Readiness Gates': none,
  });
  const gates = ['a/b', 'c/d'].map((conditionType) => ({ conditionType }));
  const pod = aPod(
    { podIPs: [{ ip: '10.0.0.1' }], conditions: [isTrue('c/d')] },
    { nodeName: 'n', readinessGates: gates },
  );
  expect(cellsOf(POD_COLUMNS, pod)).toMatchObject({
    IP: '10.0.0.1',
    Node: 'n',
    'Readiness Gates': '1/2',
  });
});
