import {
  aDeployment,
  REAL,
  type Situation,
  WANTS,
} from './status-situation.js';

const unscheduled = {
  ...{ phase: 'DOWN', source: REAL },
  evidence: /"reason":"Unschedulable"/,
};
const claim = (name: string, more: object): [string, object] => [
  'v1/persistentvolumeclaims',
  {
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      ...more,
    },
  },
];
const withClaim = (claimName: string) =>
  aDeployment({
    pod: {
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    },
  });
const event = (name: string, namespace: string, more: object): object => ({
  metadata: { generateName: 'status.' },
  involvedObject: { apiVersion: 'v1', kind: 'Pod', name, namespace },
  ...{ type: 'Warning', count: 1, source: { component: 'test' } },
  firstTimestamp: new Date().toISOString(),
  lastTimestamp: new Date().toISOString(),
  ...more,
});

/** What waits for a place, or has lost it. */
export const PLACED: Situation[] = [
  {
    ...{ name: 'unschedulable-cpu', code: 'UNSCHEDULABLE_CPU' },
    ...{ ...unscheduled, says: 'No machine has so much CPU' },
    workload: aDeployment({ container: WANTS('30000', '1Mi') }),
  },
  {
    ...{ name: 'unschedulable-memory', code: 'UNSCHEDULABLE_MEMORY' },
    ...{ ...unscheduled, says: 'No machine has so much memory' },
    workload: aDeployment({ container: WANTS('1m', '900Ti') }),
  },
  {
    ...{ name: 'unschedulable-pods', code: 'UNSCHEDULABLE_PODS' },
    ...{ ...unscheduled, says: 'The machine has its number of pods' },
    global: [
      [
        'v1/nodes',
        {
          metadata: { name: 'NAMESPACE', labels: { pool: 'NAMESPACE' } },
          spec: { taints: [{ key: 'full', effect: 'NoSchedule' }] },
          status: {
            capacity: { cpu: '1', memory: '1Gi', pods: '0' },
            allocatable: { cpu: '1', memory: '1Gi', pods: '0' },
            conditions: [{ type: 'Ready', status: 'True' }],
          },
        },
      ],
    ],
    workload: aDeployment({
      pod: {
        nodeSelector: { pool: 'NAMESPACE' },
        tolerations: [{ operator: 'Exists' }],
      },
    }),
    evidence: /"reason":"Unschedulable"[^}]*Too many pods/,
  },
  {
    ...{ name: 'unschedulable-node-rules', code: 'UNSCHEDULABLE_NODE_RULES' },
    ...{ ...unscheduled, says: 'No machine has the label that is wanted' },
    workload: aDeployment({ pod: { nodeSelector: { pool: 'gpu' } } }),
  },
  {
    ...{ name: 'unschedulable-volume', code: 'UNSCHEDULABLE_VOLUME' },
    ...{ ...unscheduled, says: 'The claim has no volume' },
    // The embedded cluster does not wait for claims, as its README says.
    realOnly: true,
    before: [claim('data', { storageClassName: '' })],
    workload: withClaim('data'),
  },
  {
    ...{ name: 'volume-pending', code: 'VOLUME_PENDING', phase: 'DOWN' },
    ...{ says: 'The volume cannot be provisioned', source: REAL },
    realOnly: true,
    before: [claim('data', { storageClassName: 'nope' })],
    workload: withClaim('data'),
    evidence: /"reason":"Unschedulable".*ProvisioningFailed/,
  },
  {
    ...{ name: 'volume-attach', code: 'VOLUME_ATTACH', phase: 'DOWN' },
    says: 'The volume is still attached elsewhere',
    source: 'the documented text of the attach-detach controller',
    workload: aDeployment({ image: 'moorage.dev/slow-pull:600' }),
    after: async ({ until, pods, post, namespace }) => {
      await until(/ContainerCreating/);
      const [pod = ''] = await pods();
      await post(
        'v1/events',
        event(pod, namespace, {
          reason: 'FailedAttachVolume',
          message:
            'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
        }),
      );
    },
    evidence: /FailedAttachVolume/,
  },
  {
    ...{ name: 'waiting-for-node', code: 'WAITING_FOR_NODE' },
    ...{ phase: 'STARTING', says: 'A machine is being added' },
    source: 'the documented text of the cluster autoscaler',
    workload: aDeployment({ container: WANTS('30000', '1Mi') }),
    after: async ({ until, pods, post, namespace }) => {
      await until(/"reason":"Unschedulable"/);
      const [pod = ''] = await pods();
      await post(
        'v1/events',
        event(pod, namespace, {
          type: 'Normal',
          reason: 'TriggeredScaleUp',
          message:
            'pod triggered scale-up: [{https://example.com/group 1->2 (max: 5)}]',
        }),
      );
    },
    evidence: /"reason":"Unschedulable".*TriggeredScaleUp/,
  },
  {
    ...{ name: 'scheduling-gated', code: 'SCHEDULING_GATED' },
    ...{ phase: 'STARTING', says: 'A gate holds the pod back', source: REAL },
    workload: aDeployment({
      pod: { schedulingGates: [{ name: 'example.com/approval' }] },
    }),
    evidence: /"reason":"SchedulingGated"/,
  },
  ...(
    [
      ['preempted', 'PREEMPTED', 'PreemptionByScheduler'],
      ['node-lost', 'NODE_LOST', 'DeletionByTaintManager'],
      ['evicted-by-api', 'EVICTED', 'EvictionByEvictionAPI'],
    ] as const
  ).map(([name, code, reason]): Situation => ({
    ...{ name, code, phase: 'RUNNING' },
    says: `A pod is disrupted: ${reason}`,
    source:
      'the documented reason of the condition DisruptionTarget, written by hand',
    workload: aDeployment({
      image: 'moorage.dev/ignores-sigterm',
      pod: { terminationGracePeriodSeconds: 90 },
    }),
    after: async ({ until, pods, patch, remove }) => {
      await until(/"availableReplicas":1/);
      const [pod = ''] = await pods();
      const condition = {
        ...{ type: 'DisruptionTarget', status: 'True', reason },
        ...{ message: `Pod is disrupted: ${reason}` },
        lastTransitionTime: new Date().toISOString(),
      };
      await patch(
        `v1/pods/${pod}`,
        { status: { conditions: [condition] } },
        'status',
      );
      await remove(`v1/pods/${pod}`);
    },
    heal: async ({ pods, removeAtOnce }) => {
      for (const pod of await pods()) await removeAtOnce(`v1/pods/${pod}`);
    },
    evidence: /"availableReplicas":1.*deletionTimestamp.*DisruptionTarget/,
  })),
];
