import {
  aController,
  aDeployment,
  APP,
  type Doing,
  REAL,
  type Situation,
  WANTS,
} from './status-situation.js';

const quota = (hard: object): [string, object] => [
  'v1/resourcequotas',
  { metadata: { name: 'rq' }, spec: { hard } },
];
const raiseQuota =
  (hard: object) =>
  ({ patch }: Doing) =>
    patch('v1/resourcequotas/rq', { spec: { hard } });

/** What a quota refuses. */
export const QUOTA: Situation[] = [
  {
    ...{ name: 'quota-exceeded', code: 'QUOTA_EXCEEDED', phase: 'DOWN' },
    ...{ says: 'The quota has no room for a pod', source: REAL },
    before: [quota({ 'requests.cpu': '1', 'requests.memory': '1Gi' })],
    workload: aDeployment({ container: WANTS('2', '512Mi') }),
    heal: raiseQuota({ 'requests.cpu': '4' }),
    facts: {
      quota: 'rq',
      'requests.cpu.requested': '2',
      'requests.cpu.used': '0',
      'requests.cpu.hard': '1',
    },
    evidence: /exceeded quota/,
  },
  {
    ...{ name: 'controller-quota-exceeded', code: 'QUOTA_EXCEEDED' },
    ...{ phase: 'DOWN', says: 'The same, of a ReplicationController' },
    source: REAL,
    before: [quota({ pods: '0' })],
    workload: aController({}),
    heal: raiseQuota({ pods: '4' }),
    facts: {
      'pods.requested': '1',
      'pods.used': '0',
      'pods.hard': '0',
    },
    evidence: /exceeded quota/,
  },
  {
    ...{ name: 'surge-refused', code: 'QUOTA_EXCEEDED', phase: 'DEGRADED' },
    says: 'The quota has no room for the first pod of a new version',
    source: REAL,
    before: [quota({ pods: '1' })],
    workload: aDeployment({}),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      const containers = [{ name: APP, image: 'nginx:1.28' }];
      await patch(`apps/v1/deployments/${APP}`, {
        spec: { template: { spec: { containers } } },
      });
    },
    heal: raiseQuota({ pods: '4' }),
    evidence: /"type":"ReplicaFailure"/,
    facts: { 'pods.used': '1', 'pods.hard': '1' },
  },
  {
    ...{ name: 'scale-refused', code: 'QUOTA_EXCEEDED', phase: 'DEGRADED' },
    ...{ says: 'The quota has no room for more pods', source: REAL },
    before: [quota({ pods: '1' })],
    workload: aDeployment({}),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      await patch(`apps/v1/deployments/${APP}`, { spec: { replicas: 3 } });
    },
    heal: raiseQuota({ pods: '4' }),
    evidence: /"type":"ReplicaFailure"/,
    facts: { 'pods.used': '1', 'pods.hard': '1' },
  },
  {
    ...{ name: 'quota-needs-limits', code: 'QUOTA_NEEDS_LIMITS' },
    ...{ phase: 'DOWN', says: 'The quota wants a limit that is not set' },
    source: REAL,
    before: [quota({ 'limits.cpu': '1' })],
    workload: aDeployment({}),
    heal: ({ remove }) => remove('v1/resourcequotas/rq'),
    facts: {
      quota: 'rq',
      resources: 'limits.cpu',
    },
    evidence: /must specify limits\.cpu/,
  },
];
