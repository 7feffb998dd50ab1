import { setTimeout as sleep } from 'node:timers/promises';

import { QUOTA } from './quota-situations.js';
import {
  aController,
  aDeployment,
  APP,
  REAL,
  type Situation,
  WANTS,
} from './status-situation.js';

const LIMITS: [string, object] = [
  'v1/limitranges',
  {
    metadata: { name: 'limits' },
    spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] },
  },
];
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** What is refused before there is a pod. */
export const REFUSED: Situation[] = [
  ...QUOTA,
  {
    ...{ name: 'limit-range', code: 'LIMIT_RANGE', phase: 'DOWN' },
    ...{ says: 'A container wants more than one may have', source: REAL },
    before: [LIMITS],
    workload: aDeployment({ container: WANTS('1', '10Gi') }),
    heal: ({ remove }) => remove('v1/limitranges/limits'),
    facts: {
      resource: 'memory',
      maximum: '1Gi',
      limit: '10Gi',
    },
    evidence: /maximum memory usage per Container/,
  },
  {
    ...{ name: 'pod-security', code: 'POD_SECURITY', phase: 'DOWN' },
    ...{ says: 'The tenant forbids what the pod is', source: REAL },
    labels: RESTRICTED,
    workload: aDeployment({}),
    heal: async ({ call, namespace }) => {
      const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
      await call(
        'PATCH',
        `/api/v1/namespaces/${namespace}`,
        { metadata: { labels } },
        'application/merge-patch+json',
      );
    },
    facts: {
      level: 'restricted:latest',
    },
    evidence:
      /"type":"ReplicaFailure".*violates PodSecurity|violates PodSecurity.*"type":"ReplicaFailure"/,
  },
  {
    ...{ name: 'policy-denied', code: 'POLICY_DENIED', phase: 'DOWN' },
    ...{ says: 'A policy of the cluster refuses the pod', source: REAL },
    realOnly: true,
    global: [
      [
        'admissionregistration.k8s.io/v1/validatingadmissionpolicies',
        {
          metadata: { name: 'NAMESPACE' },
          spec: {
            failurePolicy: 'Fail',
            matchConstraints: {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'NAMESPACE' },
              },
              resourceRules: [
                {
                  ...{ apiGroups: [''], apiVersions: ['v1'] },
                  ...{ operations: ['CREATE'], resources: ['pods'] },
                },
              ],
            },
            validations: [
              {
                expression: 'has(object.metadata.labels.team)',
                message: 'every pod must carry the label team',
              },
            ],
          },
        },
      ],
      [
        'admissionregistration.k8s.io/v1/validatingadmissionpolicybindings',
        {
          metadata: { name: 'NAMESPACE' },
          spec: { policyName: 'NAMESPACE', validationActions: ['Deny'] },
        },
      ],
    ],
    workload: aDeployment({}),
    // A policy takes a moment to come into force.
    after: async ({ pods, removeAtOnce, says }) => {
      while (!(await says(/ValidatingAdmissionPolicy/))) {
        for (const pod of await pods())
          await removeAtOnce(`v1/pods/${pod}`).catch(() => undefined);
        await sleep(500);
      }
    },
    heal: async ({ call, namespace }) => {
      const path =
        '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
      const matchConditions = [{ name: 'never', expression: 'false' }];
      await call(
        'PATCH',
        `${path}/${namespace}`,
        { spec: { matchConditions } },
        'application/merge-patch+json',
      );
    },
    evidence: /ValidatingAdmissionPolicy/,
  },
  {
    ...{ name: 'service-account-missing', code: 'SERVICE_ACCOUNT_MISSING' },
    ...{ phase: 'DOWN', says: 'The service account does not exist' },
    source: REAL,
    workload: aDeployment({ pod: { serviceAccountName: 'nope' } }),
    heal: ({ post }) =>
      post('v1/serviceaccounts', { metadata: { name: 'nope' } }),
    facts: {
      serviceAccount: 'nope',
    },
    evidence: /error looking up service account/,
  },
  {
    ...{ name: 'priority-class-missing', code: 'PRIORITY_CLASS_MISSING' },
    ...{ phase: 'DOWN', says: 'The priority class does not exist' },
    ...{ source: REAL, realOnly: true as const },
    workload: aDeployment({ pod: { priorityClassName: 'nope' } }),
    facts: {
      priorityClass: 'nope',
    },
    evidence: /no PriorityClass with name/,
  },
  {
    ...{ name: 'deadline-exceeded', code: 'DEADLINE_EXCEEDED', phase: 'DOWN' },
    ...{ says: 'No progress, and no cause is told', source: REAL },
    workload: aDeployment({
      image: 'moorage.dev/slow-pull:600',
      spec: { progressDeadlineSeconds: 2 },
    }),
    evidence: /ProgressDeadlineExceeded/,
  },
  {
    ...{ name: 'update-stalls', code: 'DEADLINE_EXCEEDED', phase: 'DEGRADED' },
    says: 'No progress of a new version, the previous one serves',
    source: REAL,
    workload: aDeployment({}),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      const containers = [{ name: APP, image: 'moorage.dev/slow-pull:600' }];
      await patch(`apps/v1/deployments/${APP}`, {
        spec: {
          progressDeadlineSeconds: 2,
          template: { spec: { containers } },
        },
      });
    },
    evidence: /ProgressDeadlineExceeded/,
  },
  {
    ...{ name: 'no-endpoints', code: 'NO_ENDPOINTS', phase: 'DEGRADED' },
    ...{ says: 'The service asks for a port name that no pod has' },
    source: REAL,
    before: [
      [
        'v1/services',
        {
          metadata: { name: APP },
          spec: {
            selector: { 'moorage.dev/app': APP },
            ports: [{ port: 80, targetPort: 'http' }],
          },
        },
      ],
    ],
    workload: aDeployment({}),
    heal: ({ patch }) =>
      patch(`v1/services/${APP}`, {
        spec: { ports: [{ port: 80, targetPort: 80 }] },
      }),
    facts: {
      service: 'web',
      port: 'http',
    },
    evidence: /"availableReplicas":1.*"kubernetes.io\/service-name":"web"/,
  },
  {
    ...{ name: 'stuck-terminating', code: 'STUCK_TERMINATING' },
    ...{ phase: 'RUNNING', says: 'A pod cannot go because of a finalizer' },
    source: REAL,
    workload: aDeployment({}),
    after: async ({ until, pods, patch, remove }) => {
      await until(/"availableReplicas":1/);
      const [pod = ''] = await pods();
      const finalizers = ['example.com/hold'];
      await patch(`v1/pods/${pod}`, { metadata: { finalizers } });
      await remove(`v1/pods/${pod}`);
    },
    heal: async ({ pods, patch }) => {
      for (const pod of await pods())
        await patch(`v1/pods/${pod}`, { metadata: { finalizers: null } });
    },
    evidence: /"availableReplicas":1.*deletionTimestamp/,
  },
  {
    ...{ name: 'old-template', code: 'OLD_TEMPLATE', phase: 'DEGRADED' },
    ...{ says: 'A ReplicationController leaves its pods as they are' },
    source: REAL,
    workload: aController({
      annotations: { 'moorage.dev/template-hash': 'one' },
    }),
    after: async ({ until, patch }) => {
      await until(/"availableReplicas":1/);
      const annotations = { 'moorage.dev/template-hash': 'two' };
      await patch(`v1/replicationcontrollers/${APP}`, {
        spec: { template: { metadata: { annotations } } },
      });
    },
    heal: async ({ pods, remove }) => {
      for (const pod of await pods()) await remove(`v1/pods/${pod}`);
    },
    facts: {
      pods: '1',
    },
    evidence: /"observedGeneration":2/,
  },
];
