import { aWaitingPod } from './manifests.js';

/** A pod in a state, and what its row shows: ready, status and restarts. */
export interface PodState {
  name: string;
  pod: object;
  status: object;
  cells: [ready: string, status: string, restarts: unknown];
}

const CONTAINERS = [
  { name: 'a', image: 'example.com/app:1' },
  { name: 'b', image: 'example.com/app:1' },
];
const INIT = [
  { name: 'x', image: 'example.com/app:1' },
  { name: 'y', image: 'example.com/app:1' },
];
const SIDECAR = { ...INIT[0], restartPolicy: 'Always' };

const running = { running: {} };
const waiting = (reason: string) => ({ waiting: { reason } });
const ended = (exitCode: number, more: object = {}) => ({
  terminated: { exitCode, ...more },
});
const is = (name: string, state: object, more: object = {}) => ({
  ...{ name, image: '', imageID: '', ready: false, restartCount: 0, state },
  ...more,
});
const initialized = [{ type: 'Initialized', status: 'True' }];
const readiness = [{ type: 'Ready', status: 'True' }];

/** States of pods that no scheduler and no kubelet touches. `ago` tells the time of some seconds ago. */
export function toPodStates(ago: (seconds: number) => string): PodState[] {
  const state = (
    name: string,
    spec: object,
    status: object,
    cells: PodState['cells'],
  ): PodState => {
    const pod = aWaitingPod(name);
    const containers = CONTAINERS.slice(0, 1);
    return {
      ...{ name, status, cells },
      pod: { ...pod, spec: { ...pod.spec, containers, ...spec } },
    };
  };
  const lastState = ended(1, { startedAt: ago(1_000), finishedAt: ago(930) });
  const restarted = { restartCount: 3, lastState };
  const two = { containers: CONTAINERS };
  const init = { initContainers: INIT };
  return [
    state('new', {}, {}, ['0/1', 'Pending', '0']),
    state(
      'again',
      {},
      {
        phase: 'Running',
        containerStatuses: [is('a', running, { ready: true, ...restarted })],
      },
      ['1/1', 'Running', '3 (15m ago)'],
    ),
    state(
      'crashing',
      {},
      {
        phase: 'Running',
        containerStatuses: [is('a', waiting('CrashLoopBackOff'))],
      },
      ['0/1', 'CrashLoopBackOff', '0'],
    ),
    state(
      'killed',
      {},
      {
        phase: 'Failed',
        containerStatuses: [is('a', ended(137, { signal: 9 }))],
      },
      ['0/1', 'Signal:9', '0'],
    ),
    state(
      'failed',
      {},
      { phase: 'Failed', containerStatuses: [is('a', ended(3))] },
      ['0/1', 'ExitCode:3', '0'],
    ),
    state('evicted', {}, { phase: 'Failed', reason: 'Evicted' }, [
      '0/1',
      'Evicted',
      '0',
    ]),
    state('gated', { schedulingGates: [{ name: 'a.b/c' }] }, {}, [
      '0/1',
      'SchedulingGated',
      '0',
    ]),
    state(
      'half',
      two,
      {
        phase: 'Running',
        containerStatuses: [
          is('a', ended(0, { reason: 'Completed' })),
          is('b', running, { ready: true }),
        ],
      },
      ['1/2', 'NotReady', '0'],
    ),
    state(
      'half-ready',
      two,
      {
        phase: 'Running',
        conditions: readiness,
        containerStatuses: [
          is('a', ended(0, { reason: 'Completed' })),
          is('b', running, { ready: true }),
        ],
      },
      ['1/2', 'Running', '0'],
    ),
    state(
      'starting',
      init,
      {
        phase: 'Pending',
        initContainerStatuses: [
          is('x', ended(0, { reason: 'Completed' }), { restartCount: 2 }),
          is('y', waiting('PodInitializing')),
        ],
      },
      ['0/1', 'Init:1/2', '2'],
    ),
    state(
      'start-failed',
      init,
      {
        phase: 'Pending',
        initContainerStatuses: [
          is('x', ended(1, { reason: 'Error' })),
          is('y', waiting('PodInitializing')),
        ],
      },
      ['0/1', 'Init:Error', '0'],
    ),
    state(
      'start-pulls',
      init,
      {
        phase: 'Pending',
        initContainerStatuses: [is('x', waiting('ErrImagePull'))],
      },
      ['0/1', 'Init:ErrImagePull', '0'],
    ),
    state(
      'with-sidecar',
      { initContainers: [SIDECAR, INIT[1]] },
      {
        phase: 'Running',
        conditions: initialized,
        initContainerStatuses: [
          is('x', running, { ready: true, started: true, restartCount: 2 }),
          is('y', ended(0, { reason: 'Completed' }), { restartCount: 7 }),
        ],
        containerStatuses: [is('a', running, { ready: true, ...restarted })],
      },
      ['2/2', 'Running', '5 (15m ago)'],
    ),
  ];
}
